using System.Text.Json;

namespace Approvals.Cli.Tests;

/// <summary><c>approvals policy eval</c>.</summary>
public sealed class EvalTests : IDisposable
{
    private const string Payments = """
        rules:
          - tool: payment.send
            action: escalate
            when: { args.amount: { gt: 100 } }
            reason: Payments over $100 require approval
            approval: { threshold: 2, roles: [finance] }
          - { id: small, tool: payment.send, action: allow, reason: Small }
        """;

    private static readonly string[] Members = ["decision", "reason", "rule", "policy", "errors", "approval"];

    private readonly Executable _approvals = new Executable().With("payments.yaml", Payments);

    [Fact]
    public async Task Json_IsOneLineForEachAction_InOrder()
    {
        var run = await EvalAsync(
            """{"tool":"payment.send","args":{"amount":50},"agent":"a","onBehalfOf":"alice","environment":"e","context":{}}""",
            "",
            """{"tool":"payment.send","args":{"amount":"50"}}""",
            """{"tool":"other","args":{}}""");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            [
                """{"decision":"allow","reason":"Small","rule":"small","policy":"payments","errors":[],"approval":null}""",
                """{"decision":"escalate","reason":"Payments over $100 require approval","rule":"rule-1","policy":"payments","errors":["args.amount is text; gt needs a number"],"approval":{"requirements":[{"groups":[{"threshold":2,"roles":["finance"],"reviewers":[]}],"inOrder":false,"denials":1,"separateOwner":true,"channels":null,"escalate":[]}],"timeout":"15m","validFor":"15m","urgency":"normal"}}""",
                """{"decision":"deny","reason":"No rule applies to other, and policy payments denies that by default","rule":"default","policy":"payments","errors":[],"approval":null}""",
            ],
            run.Lines);
    }

    [Fact]
    public async Task People_ReadALineAndWhoIsAsked()
    {
        var run = await _approvals.FeedAsync(
            """{"tool":"payment.send","args":{"amount":null}}""", "policy", "eval", "payments.yaml", "--actions", "-");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            [
                "stdin:1 payment.send: escalate (rule-1 of payments): Payments over $100 require approval",
                "  asks 2 of finance; within 15m; valid for 15m",
                "  unknown: args.amount is null; gt needs a number",
            ],
            run.Lines);
    }

    [Theory]
    [InlineData("nope", "This is not JSON: 'nope' is an invalid JSON literal")]
    [InlineData("[]", "An action is a JSON object")]
    [InlineData("{}", "The field 'tool' is required.")]
    [InlineData("""{"tool":"t"}""", "The field 'args' is required.")]
    [InlineData("""{"tool":"t","args":[]}""", "The field 'args' is a JSON object.")]
    [InlineData("""{"tool":"t*","args":{}}""", "The field 'tool' is a tool's name")]
    [InlineData("""{"tool":"t","args":{},"context":1}""", "The field 'context' is a JSON object.")]
    [InlineData("""{"tool":"t","args":{},"agent":"a b"}""", "The field 'agent' is a name")]
    [InlineData("""{"tool":"t","args":{},"onBehalfOf":""}""", "The field 'onBehalfOf' is text of 1 to 128 characters.")]
    [InlineData("""{"tool":"t","args":{},"environment":"prod\u200b"}""", "The field 'environment' is an environment's name")]
    [InlineData("""{"tool":"t","args":{},"enviroment":"e"}""", "The field 'enviroment' is not known here. Known: agent, args")]
    [InlineData("""{"tool":"t","args":{"a":1,"a":2}}""", "Duplicate property 'a'")]
    [InlineData("""{"tool":"t","args":{"a":9007199254740993}}""", "9007199254740993 is not exact as a binary64 number; send it as text.")]
    [InlineData("""{"tool":"t","args":{},}""", "This is not JSON")]
    public async Task BadLine_IsToldWithItsPlace_AndDenied(string line, string problem)
    {
        const string Good = """{"tool":"payment.send","args":{"amount":1}}""";
        var run = await EvalAsync(Good, line, Good);
        Assert.Equal(5, run.ExitCode);
        Assert.StartsWith("actions.jsonl:2: ", run.Errors, StringComparison.Ordinal);
        Assert.Contains(problem, run.Errors, StringComparison.Ordinal);
        Assert.Equal(["allow", "deny", "allow"], run.Lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("decision").GetString()));
        Assert.All(run.Lines, l => Assert.Equal(Members, JsonDocument.Parse(l).RootElement.EnumerateObject().Select(m => m.Name)));
    }

    [Fact]
    public async Task LineThatIsTooLong_IsBad_AndTheNextIsRead()
    {
        var run = await EvalAsync(
            $$$"""{"tool":"t","args":{"a":"{{{new string('x', 300_000)}}}"}}""", """{"tool":"payment.send","args":{"amount":1}}""");
        Assert.Equal((5, "actions.jsonl:1: The line is over 262144 bytes.\n"), (run.ExitCode, run.Errors));
        Assert.StartsWith("""{"decision":"allow",""", run.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LineThatIsNotUtf8_IsBad()
    {
        var run = await _approvals.With("actions.jsonl", [.. "{\"tool\":\""u8, 0xFF, .. "\",\"args\":{}}"u8])
            .RunAsync("policy", "eval", "payments.yaml", "--actions", "actions.jsonl");
        Assert.Equal((5, "", "actions.jsonl:1: This is not JSON: The text is not valid UTF-8.\n"), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task WhatTheAgentNames_CannotDriveTheTerminal()
    {
        var run = await _approvals.With("open.yaml", "rules: [{ action: allow, reason: \"a\\e[2Jb\" }]").FeedAsync(
            """{"tool":"t","args":{}}""", "policy", "eval", "open.yaml", "--actions", "-");
        Assert.Equal("stdin:1 t: allow (rule-1 of open): a\\u{1b}[2Jb\n", run.Output);
    }

    [Fact]
    public async Task Trace_ExplainsForPeople()
    {
        var run = await _approvals.FeedAsync(
            """{"tool":"payment.send","args":{"amount":"50"}}""", "policy", "eval", "payments.yaml", "--actions", "-", "--trace");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [
                "  policy payments: 2 of 2 rules speak of this tool; strictest of what applies",
                "    rule-1 (escalate) applies, because its condition is unknown",
                "      unknown { args.amount: { gt: 100 } }",
                "              args.amount is text, 50: gt: 100 is unknown",
                "    small (allow) applies",
            ],
            run.Lines[3..]);
    }

    [Fact]
    public async Task Trace_IsAMemberOfTheJson()
    {
        var run = await _approvals.FeedAsync(
            """{"tool":"other","args":{}}""", "policy", "eval", "payments.yaml", "--actions", "-", "--trace", "--json");
        Assert.Equal(
            """{"decision":"deny","reason":"No rule applies to other, and policy payments denies that by default","rule":"default","policy":"payments","errors":[],"approval":null,"trace":[{"policy":"payments","combine":"strictest","default":"deny","defaultHolds":true,"otherRules":2,"rules":[]}]}""" + "\n",
            run.Output);
    }

    [Theory]
    [InlineData("2026-06-01T12:00:00Z", "allow")]
    [InlineData("2026-06-01T12:00:00.5+00:00", "allow")]
    [InlineData("2026-06-03T12:00:00+02:00", "deny")]
    public async Task At_IsTheTimeOfEvaluation(string at, string decision)
    {
        var run = await _approvals.With("fresh.yaml", "rules: [{ action: allow, when: { args.asked: { after: -24h } } }]").FeedAsync(
            """{"tool":"t","args":{"asked":"2026-06-01T11:00:00Z"}}""", "policy", "eval", "fresh.yaml", "--actions", "-", "--at", at);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"stdin:1 t: {decision} ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SeveralFiles_AreOneSet()
    {
        var run = await _approvals.With("freeze.yaml", "rules: [{ tool: 'payment.*', action: deny, reason: Frozen }]")
            .With("actions.jsonl", """{"tool":"payment.send","args":{"amount":1}}""")
            .RunAsync("policy", "eval", "payments.yaml", "freeze.yaml", "--actions", "actions.jsonl", "--json");
        Assert.Equal("""{"decision":"deny","reason":"Frozen","rule":"rule-1","policy":"freeze","errors":[],"approval":null}""" + "\n", run.Output);
    }

    [Fact]
    public async Task SameNameTwice_IsRefused()
    {
        var run = await _approvals.With("more/payments.yaml", Payments).With("actions.jsonl", "")
            .RunAsync("policy", "eval", "payments.yaml", "more", "--actions", "actions.jsonl");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("are both the policy 'payments'", run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _approvals.Dispose();

    private Task<Run> EvalAsync(params string[] actions) => _approvals.With("actions.jsonl", string.Join('\n', actions))
        .RunAsync("policy", "eval", "payments.yaml", "--actions", "actions.jsonl", "--json");
}
