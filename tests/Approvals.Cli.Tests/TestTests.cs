using System.Text.Json;

namespace Approvals.Cli.Tests;

/// <summary><c>approvals policy test</c>.</summary>
public sealed class TestTests : IDisposable
{
    private const string Good = """
        rules: [{ tool: ping, action: allow, reason: Always }]
        cases:
          - { action: { tool: ping }, expect: { decision: allow, reason: Always } }
          - { action: { tool: pong }, expect: { decision: deny } }

        """;

    private const string Wrong = """
        policy: wrong
        rules: [{ tool: ping, action: allow, reason: Always }]
        cases:
          - name: nobody pings
            action: { tool: ping }
            expect: { decision: deny, reason: Never }

        """;

    private readonly Executable _approvals = new Executable().With("good.yaml", Good).With("several.yaml", $"# Two policies\n---\n{Good}---\n{Wrong}");

    [Fact]
    public async Task CasesThatHold_Are0()
    {
        var run = await _approvals.RunAsync("policy", "test", "good.yaml");
        Assert.Equal((0, "holds good.yaml: 2 cases\n2 of 2 cases hold.\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task CaseThatFails_Is1_AtItsPlaceInAFileOfSeveralPolicies()
    {
        var run = await _approvals.RunAsync("policy", "test", "good.yaml", "several.yaml");
        Assert.Equal((1, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            [
                "holds good.yaml: 2 cases",
                "fails several.yaml:11:5: the case 'nobody pings' of policy wrong",
                "  expected decision deny, got allow (Always)",
                "  expected reason 'Never', got 'Always'",
                "4 of 5 cases hold.",
            ],
            run.Lines);
    }

    [Fact]
    public async Task Json_HasEveryFailure()
    {
        var run = await _approvals.RunAsync("policy", "test", "several.yaml", "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            """{"cases":3,"failed":1,"files":[{"file":"several.yaml","cases":3,"failed":[{"policy":"wrong","case":"nobody pings","line":11,"column":5,"mismatches":[{"what":"decision","expected":"deny","got":"allow (Always)"},{"what":"reason","expected":"'Never'","got":"'Always'"}]}]}]}""" + "\n",
            run.Output);
    }

    [Fact]
    public async Task PolicyThatDoesNotCompile_Is4_AtItsPlaceInItsFile()
    {
        var run = await _approvals.With("bad.yaml", Good + "---\r\nrules: []\n").RunAsync("policy", "test", "bad.yaml");
        Assert.Equal(4, run.ExitCode);
        Assert.StartsWith("bad.yaml:6:8: 'rules' is empty", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("2 of 2 cases hold.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilesWithoutCases_Are3()
    {
        var run = await _approvals.With("bare.yaml", "rules: [{ action: deny }]").RunAsync("policy", "test", "bare.yaml");
        Assert.Equal((3, "There is no case in these files; write some under the key 'cases' of a policy.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task FileOfCases_IsRunAgainstItsPolicies_WhichMayBeFiles()
    {
        const string Cases = "description: Together\npolicy: [../good.yaml, { policy: stop, rules: [{ tool: ping, action: deny, reason: Stop }] }]\n"
            + "cases: [{ action: { tool: ping }, expect: { decision: deny, reason: Stop } }, { action: { tool: ping }, expect: { decision: allow } }]\n";
        var run = await _approvals.With("cases/together.yaml", Cases).RunAsync("policy", "test", "cases");
        Assert.Equal((1, ""), (run.ExitCode, run.Errors));
        Assert.Equal(
            [
                "fails cases/together.yaml:3:79: the case 'case-2' of policy good and stop",
                "  expected decision allow, got deny (Stop)",
                "1 of 2 cases hold.",
            ],
            run.Lines);
    }

    [Theory]
    [InlineData("policy: nothing.yaml", 3, "cases/nothing.yaml: there is no such file.\ncases/x.yaml:1:9: These cases are about 'nothing.yaml', which is no policy.\n")]
    [InlineData("default: deny", 4, "cases/x.yaml:1:1: A policy has 'rules'")]
    [InlineData("policy: [../good.yaml, ../good.yaml]", 3, "cases/x.yaml:1:1: Two policies of these cases are named 'good'")]
    [InlineData("policy: { rules: [] }", 4, "cases/x.yaml:1:18: 'rules' is empty")]
    public async Task FileOfCasesWhosePoliciesAreNone_IsTold(string policy, int exitCode, string problem)
    {
        var run = await _approvals.With("cases/x.yaml", $"{policy}\ncases: [{{ action: {{ tool: a }}, expect: {{ decision: deny }} }}]")
            .RunAsync("policy", "test", "cases/x.yaml");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.StartsWith(problem, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PoliciesOfTheRepository_Hold()
    {
        var run = await Executable.RunAsync(Executable.Root, "", ["policy", "test", "policies", "policies/ready", "policies/cases", "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.InRange(JsonDocument.Parse(run.Output).RootElement.GetProperty("cases").GetInt32(), 400, int.MaxValue);
    }

    public void Dispose() => _approvals.Dispose();
}
