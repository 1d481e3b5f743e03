using Approvals.Core.Tests.Policies;

namespace Approvals.Cli.Tests;

/// <summary>Documents as large as may be are read by a process whose heap may have 64 MB, all else that it does included.</summary>
public sealed class MemoryTests : IDisposable
{
    /// <summary>64 MB, in hexadecimal, as the runtime reads it.</summary>
    private const string MostHeap = "4000000";

    private readonly Executable _approvals = new Executable().In("DOTNET_gcServer", "0").In("DOTNET_GCHeapHardLimit", MostHeap);

    public static TheoryData<string> Names => [.. HostileDocuments.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task LargestDocument_IsReadWithinBounds(string name)
    {
        var run = await _approvals.With("policy.yaml", HostileDocuments.All[name]()).RunAsync("policy", "lint", "policy.yaml");

        Assert.True(run.ExitCode is 0 or 4, $"{run.ExitCode}: {run.Errors}");
        Assert.Equal("", run.Errors);
        Assert.Matches("^[0-9]+ errors? and [0-9]+ warnings? in 1 file\\.$", run.Lines[^1]);
    }

    /// <summary>What there is no memory for is no fault of the document.</summary>
    [Fact]
    public async Task TooLittleMemory_IsNotTakenForAFaultOfTheDocument()
    {
        var run = await _approvals.In("DOTNET_GCHeapHardLimit", "1000000")
            .With("policy.yaml", HostileDocuments.All["values of a list"]()).RunAsync("policy", "lint", "policy.yaml");

        Assert.NotInRange(run.ExitCode, 0, 4);
        Assert.DoesNotContain("not YAML", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _approvals.Dispose();
}
