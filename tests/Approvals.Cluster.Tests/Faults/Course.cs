using System.Globalization;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>
/// When what goes wrong, and whom it befalls: drawn from a seed that is printed, and taken from <c>APPROVALS_SEED</c>
/// where that is set. The processes run on the machine's clock, so that the course is the same and the interleaving not.
/// </summary>
internal sealed class Course
{
    private readonly Random _random;

    public Course()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("APPROVALS_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var set)
            ? set
            : Random.Shared.Next();
        _random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"APPROVALS_SEED={seed}"));
    }

    /// <summary>Lets the cluster run for so many seconds, drawn.</summary>
    public Task PassAsync(double least, double most) =>
        Task.Delay(TimeSpan.FromSeconds(least + (_random.NextDouble() * (most - least))));

    public int Draw(int least, int most) => _random.Next(least, most + 1);

    /// <summary>All of them, in a drawn order.</summary>
    public T[] Shuffle<T>(IEnumerable<T> things)
    {
        T[] all = [.. things];
        _random.Shuffle(all);
        return all;
    }
}
