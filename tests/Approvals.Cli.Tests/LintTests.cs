namespace Approvals.Cli.Tests;

/// <summary><c>approvals policy lint</c>.</summary>
public sealed class LintTests : IDisposable
{
    private const string Clean = """
        rules:
          - { id: pay, tool: pay, action: escalate, reason: Asked, approval: { threshold: 2, roles: [finance] } }

        """;

    private const string Suspicious = """
        default: allow
        rules:
          - { id: force, action: deny, when: { args.force: true } }

        """;

    private readonly Executable _approvals = new Executable().With("clean.yaml", Clean).With("suspicious.yaml", Suspicious);

    [Fact]
    public async Task PolicyWithoutFault_Is0()
    {
        var run = await _approvals.RunAsync("policy", "lint", "clean.yaml", "--strict");
        Assert.Equal((0, "0 errors and 0 warnings in 1 file.\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, "--strict")]
    public async Task Warnings_CountWhereTheyShall(int exitCode, params string[] options)
    {
        var run = await _approvals.RunAsync(["policy", "lint", "suspicious.yaml", .. options]);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Errors));
        Assert.Collection(
            run.Lines,
            l => Assert.StartsWith("suspicious.yaml:1:1: warning: 'default: allow' lets every action pass", l, StringComparison.Ordinal),
            l => Assert.Matches(@"^suspicious\.yaml:3:5: warning: rule 'force': Where args\.force is absent, .* \[unmarkedOptional\]$", l),
            l => Assert.Equal("0 errors and 2 warnings in 1 file.", l));
    }

    [Fact]
    public async Task Errors_Are4_WithTheWarningsOfTheOtherPolicies()
    {
        var run = await _approvals.With("bad.yaml", $"{Clean}---\n{Suspicious}---\nrules: [{{ action: permit }}]\n")
            .RunAsync("policy", "lint", "bad.yaml");
        Assert.Equal(4, run.ExitCode);
        Assert.Collection(
            run.Lines,
            l => Assert.Equal("bad.yaml:8:19: error: rule 'rule-1': 'action' is allow, deny or escalate, not 'permit'.", l),
            l => Assert.StartsWith("bad.yaml:4:1: warning: ", l, StringComparison.Ordinal),
            l => Assert.StartsWith("bad.yaml:6:5: warning: rule 'force': ", l, StringComparison.Ordinal),
            l => Assert.Equal("1 error and 2 warnings in 1 file.", l));
    }

    [Fact]
    public async Task RuleThatIsNeverReached_IsAnError()
    {
        var run = await _approvals.With("first.yaml", "combine: first\nrules:\n  - { id: a, action: deny }\n  - { id: b, tool: x, action: allow }\n")
            .RunAsync("policy", "lint", "first.yaml");
        Assert.Equal(4, run.ExitCode);
        Assert.StartsWith("first.yaml:4:5: error: rule 'b': This rule is never reached: rule 'a' before it applies", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HasEverything()
    {
        var run = await _approvals.With("bad.yaml", "rules: []\n").RunAsync("policy", "lint", "bad.yaml", "suspicious.yaml", "--json");
        Assert.Equal(4, run.ExitCode);
        Assert.StartsWith(
            """{"errors":1,"warnings":2,"files":[{"file":"bad.yaml","errors":[{"line":1,"column":8,"rule":null,"message":"'rules' is empty; a policy has at least one rule."}],"warnings":[]},{"file":"suspicious.yaml","errors":[],"warnings":[{"line":1,"column":1,"rule":null,"kind":"defaultAllow","message":""",
            run.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reviewers: [{ id: alice, roles: [finance] }]", 1)]
    [InlineData("reviewers: [{ id: alice, roles: [finance] }, { id: bob, roles: [finance], active: false }]", 1)]
    [InlineData("reviewers: [{ id: alice, roles: [finance] }, { id: bob, roles: [finance, security] }]", 0)]
    [InlineData("""{"reviewers":[{"id":"alice","roles":["finance"]},{"id":"bob","roles":["finance"],"active":true}]}""", 0)]
    public async Task QuorumThatTheDirectoryCannotFill_IsWarnedOf(string directory, int exitCode)
    {
        var run = await _approvals.With("people.yaml", directory)
            .RunAsync("policy", "lint", "clean.yaml", "--directory", "people.yaml", "--strict");
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Errors));
        Assert.Equal(exitCode == 1, run.Output.Contains("[tooFewPeople]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[", "people.yaml:2:1: This is not YAML")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "people.yaml:1:33: This is not YAML: The nesting is over 32 levels deep.")]
    [InlineData("a: \"\\U99999999\"", "people.yaml:1:")]
    [InlineData("reviewers: []\nreviewers: []", "people.yaml:2:1: This is not YAML: Duplicate key")]
    [InlineData("", "people.yaml: a directory is one document")]
    [InlineData("people: []", "people.yaml:1:1: A directory has no key 'people'. Known here: reviewers.")]
    [InlineData("reviewers: alice", "people.yaml:1:1: A directory has 'reviewers', a list.")]
    [InlineData("reviewers: [alice]", "people.yaml:1:13: A reviewer is a mapping of id, roles, active.")]
    [InlineData("reviewers: [{ roles: [a] }]", "people.yaml:1:13: A reviewer has an 'id'.")]
    [InlineData("reviewers: [{ id: a b }]", "people.yaml:1:19: A name was expected: 1 to 128")]
    [InlineData("reviewers: [{ id: a, roles: b }]", "people.yaml:1:29: 'roles' is a list of names.")]
    [InlineData("reviewers: [{ id: a, active: maybe }]", "people.yaml:1:30: 'active' is true or false.")]
    [InlineData("reviewers: [{ id: a }, { id: a }]", "people.yaml:1:12: 'a' stands there twice.")]
    public async Task DirectoryThatIsNone_Is3(string directory, string problem)
    {
        var run = await _approvals.With("people.yaml", directory).RunAsync("policy", "lint", "clean.yaml", "--directory", "people.yaml");
        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(problem, run.Errors, StringComparison.Ordinal);
    }

    public void Dispose() => _approvals.Dispose();
}
