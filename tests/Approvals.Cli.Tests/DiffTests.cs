namespace Approvals.Cli.Tests;

/// <summary><c>approvals policy diff</c>.</summary>
public sealed class DiffTests : IDisposable
{
    private const string Actions = """
        {"tool":"payment.send","args":{"amount":50}}
        {"tool":"payment.send","args":{"amount":150}}
        {"tool":"other","args":{}}
        """;

    private readonly Executable _approvals = new Executable().With("old.yaml", Limit(100)).With("actions.jsonl", Actions);

    [Fact]
    public async Task ActionsThatChangeOutcome_AreShownWithWhy()
    {
        var run = await DiffAsync(Limit(200));
        Assert.Equal((1, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            [
                "actions.jsonl:2 payment.send: escalate → allow",
                "  before: escalate (large of old): Over 100",
                "  asks 1 of approver; within 15m; valid for 15m",
                "  after: allow (small of new): Small",
                "1 of 3 actions change outcome.",
            ],
            run.Lines);
    }

    [Fact]
    public async Task Json_HasBothOutcomes()
    {
        var run = await DiffAsync(Limit(200), "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            """{"actions":3,"bad":0,"changed":[{"line":2,"tool":"payment.send","before":{"decision":"escalate","reason":"Over 100","rule":"large","policy":"old","errors":[],"approval":{"requirements":[{"groups":[{"threshold":1,"roles":["approver"],"reviewers":[]}],"inOrder":false,"denials":1,"separateOwner":true,"channels":null,"escalate":[]}],"timeout":"15m","validFor":"15m","urgency":"normal"}},"after":{"decision":"allow","reason":"Small","rule":"small","policy":"new","errors":[],"approval":null}}]}""" + "\n",
            run.Output);
    }

    [Fact]
    public async Task SameOutcomeForOtherReasons_IsNoChange()
    {
        var run = await DiffAsync(Limit(100).Replace("Small", "Little", StringComparison.Ordinal));
        Assert.Equal((0, "0 of 3 actions change outcome.\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task OtherPeople_AreAnotherOutcome()
    {
        var run = await DiffAsync(Limit(100) + "defaults: { threshold: 2 }\n");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal("actions.jsonl:2 payment.send: escalate → escalate", run.Lines[0]);
    }

    [Fact]
    public async Task BadLine_IsTold_AndTheOthersAreCompared()
    {
        _approvals.With("actions.jsonl", "nope\n" + Actions);
        var run = await DiffAsync(Limit(200), "--json");
        Assert.Equal(5, run.ExitCode);
        Assert.StartsWith("actions.jsonl:1: This is not JSON", run.Errors, StringComparison.Ordinal);
        Assert.StartsWith("""{"actions":3,"bad":1,"changed":[{"line":3,""", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _approvals.Dispose();

    private static string Limit(int limit) => $$"""
        rules:
          - { id: large, tool: payment.send, action: escalate, when: { args.amount: { gt: {{limit}} } }, reason: Over {{limit}} }
          - { id: small, tool: payment.send, action: allow, reason: Small }

        """;

    private Task<Run> DiffAsync(string changed, params string[] options) => _approvals.With("new.yaml", changed)
        .RunAsync(["policy", "diff", "old.yaml", "new.yaml", "--actions", "actions.jsonl", .. options]);
}
