using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Conformance.Model.Running;

/// <summary>
/// Checks a property on what is drawn from one seed. A failure prints it; the environment variable
/// <c>APPROVALS_SEED</c> sets it, and <c>APPROVALS_LIVES</c> how many are drawn.
/// </summary>
internal static class Seed
{
    private const string Variable = "APPROVALS_SEED";

    public static void Check<T>(Arbitrary<T> values, int times, Func<T, Task> property)
    {
        var seed = Read(Variable) ?? (ulong)Random.Shared.NextInt64();
        var config = Config.QuickThrowOnFailure
            .WithMaxTest((int?)Read("APPROVALS_LIVES") ?? times)
            .WithName($"{Variable}={seed} ")
            .WithReplay(new Replay(new Rnd(seed), size: null));
        FsCheck.Check.One(config, Prop.ForAll(values, property));
    }

    /// <summary>The same values at every time.</summary>
    public static IEnumerable<T> Sample<T>(Arbitrary<T> values, int count) => values.Generator.Sample(count, new Rnd(1), size: 50);

    private static ulong? Read(string variable) =>
        ulong.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
