using System.Globalization;

namespace Approvals.Web.Tests.Crashes;

/// <summary>
/// The real server under a mixed load of two tenants, killed at random moments. What an engine promises is held against
/// what the clients were told. APPROVALS_SEED and APPROVALS_CRASH_ROUNDS choose another course.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly int Seed = Setting("APPROVALS_SEED") ?? 20261122;

    private static readonly int? Rounds = Setting("APPROVALS_CRASH_ROUNDS");

    /// <summary>Where everything must be there, what is missing fails the test.</summary>
    private static bool IsCi => Environment.GetEnvironmentVariable("CI") == "true";

    [Fact]
    public Task KilledAtRandomMoments_TheServerKeepsItsPromises() => RunAsync(new Undisturbed(), rounds: 20);

    [Fact]
    public async Task KilledWithTheDiskFull_TheServerKeepsItsPromises()
    {
        Assert.SkipUnless(
            IsCi || (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess), "Mounting a small file system takes root on Linux.");
        await RunAsync(await FillingDisk.MountAsync(), rounds: 10);
    }

    [Fact]
    public async Task KilledWithTheClockSetBackAndForth_TheServerKeepsItsPromises()
    {
        Assert.SkipUnless(IsCi || MovingClock.IsPossible, "Setting the server's clock takes Debian's package faketime.");
        Assert.True(MovingClock.IsPossible, "Debian's package faketime is missing.");
        await RunAsync(new MovingClock(), rounds: 10);
    }

    private async Task RunAsync(Surroundings surroundings, int rounds)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"APPROVALS_SEED={Seed} APPROVALS_CRASH_ROUNDS={Rounds ?? rounds}"));
        await using var course = new CrashCourse(surroundings, Seed);
        output.WriteLine(await course.RunAsync(Rounds ?? rounds));
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
