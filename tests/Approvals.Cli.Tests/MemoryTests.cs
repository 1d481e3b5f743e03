namespace Approvals.Cli.Tests;

/// <summary>Documents as large as may be are read by a process whose heap may have 64 MB, all else that it does included.</summary>
public sealed class MemoryTests : IDisposable
{
    /// <summary>64 MB, in hexadecimal, as the runtime reads it.</summary>
    private const string MostHeap = "4000000";

    private static readonly Dictionary<string, Func<string>> Documents = new(StringComparer.Ordinal)
    {
        ["rules"] = () => "combine: first\nrules:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"- {{ tool: tool{i / 3}.run, action: escalate, when: {{ args.amount: {{ gt: {i} }}, args.c: a{i} }} }}\n")),
        ["values"] = () => "rules: [{ action: deny, when: { args.x: [" + Repeat("aaaaaaa,", 120_000) + "] } }]",
        ["networks"] = () => "rules: [{ action: deny, when: { args.x: { cidr: [" + Repeat("10.0.0.0/8,", 90_000) + "] } } }]",
        ["patterns"] = () => "rules:\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"- {{ action: deny, when: {{ args.x: {{ matches: '([a-z{i}]{{40}}){{40}}' }} }} }}\n")),
        ["lines"] = () => "rules:\n" + Repeat("- a\n", 260_000),
        ["keys"] = () => string.Concat(Enumerable.Range(0, 90_000).Select(i => $"k{i}: 1\n")),
    };

    private readonly Executable _approvals = new Executable().In("DOTNET_gcServer", "0").In("DOTNET_GCHeapHardLimit", MostHeap);

    public static TheoryData<string, int> Names => new()
    {
        { "rules", 0 },
        { "values", 0 },
        { "networks", 0 },
        { "patterns", 4 },
        { "lines", 4 },
        { "keys", 4 },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task LargestDocument_IsReadWithinBounds(string name, int exitCode)
    {
        var run = await _approvals.With("policy.yaml", Documents[name]()).RunAsync("policy", "lint", "policy.yaml");

        Assert.Equal((exitCode, ""), (run.ExitCode, run.Errors));
        Assert.Matches("^[0-9]+ errors? and [0-9]+ warnings? in 1 file\\.$", run.Lines[^1]);
    }

    /// <summary>What there is no memory for is no fault of the document.</summary>
    [Fact]
    public async Task TooLittleMemory_IsNotTakenForAFaultOfTheDocument()
    {
        var run = await _approvals.In("DOTNET_GCHeapHardLimit", "1000000").With("policy.yaml", Documents["values"]()).RunAsync("policy", "lint", "policy.yaml");

        Assert.NotInRange(run.ExitCode, 0, 4);
        Assert.DoesNotContain("not YAML", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _approvals.Dispose();

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
