namespace Approvals.Cli.Tests;

/// <summary>What every command does with a wrong command line, and with files that it cannot use.</summary>
public sealed class UsageTests : IDisposable
{
    private const string Good = "rules: [{ action: deny }]";

    private readonly Executable _approvals = new Executable().With("good.yaml", Good).With("actions.jsonl", "");

    [Theory]
    [InlineData("Required command was not provided.")]
    [InlineData("Required command was not provided.", "policy")]
    [InlineData("Unrecognized command or argument 'frobnicate'.", "policy", "frobnicate")]
    [InlineData("Required argument 'FILES' missing for command: 'eval'.", "policy", "eval", "--actions", "-")]
    [InlineData("Option '--actions' is required.", "policy", "eval", "good.yaml")]
    [InlineData("--at: 'noon' is no time such as 2026-11-25T12:00:00Z.", "policy", "eval", "good.yaml", "--actions", "-", "--at", "noon")]
    [InlineData("Required argument 'NEW' missing for command: 'diff'.", "policy", "diff", "good.yaml", "--actions", "-")]
    public async Task WrongCommandLine_Is2(string expected, params string[] arguments)
    {
        var run = await _approvals.RunAsync(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing.yaml", "nothing.yaml: there is no such file.")]
    [InlineData("empty", "empty: there is no .yaml or .yml file in this directory.")]
    [InlineData("latin1.yaml", "latin1.yaml: the file is not valid UTF-8; save it in that encoding.")]
    [InlineData("two words.yaml", "two words.yaml: the file's name, less its ending, names the policy; it is 1 to 128")]
    public async Task PolicyThatCannotBeRead_Is3(string file, string expected)
    {
        _approvals.With("empty/readme.txt", "").With("latin1.yaml", [0xE9]).With("two words.yaml", Good);
        var run = await _approvals.RunAsync("policy", "eval", file, "--actions", "actions.jsonl");
        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(expected, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ActionsThatCannotBeRead_Are3()
    {
        var run = await _approvals.RunAsync("policy", "eval", "good.yaml", "--actions", "nothing.jsonl");
        Assert.Equal((3, "", "nothing.jsonl: there is no such file.\n"), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task PolicyThatDoesNotCompile_Is4_WithEveryErrorAtItsPlace()
    {
        var run = await _approvals.With("bad.yaml", "rules:\n  - action: permit\n  - acton: deny\n")
            .RunAsync("policy", "eval", "bad.yaml", "good.yaml", "--actions", "actions.jsonl");
        Assert.Equal((4, ""), (run.ExitCode, run.Output));
        Assert.Collection(
            run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            e => Assert.Equal("bad.yaml:2:13: rule 'rule-1': 'action' is allow, deny or escalate, not 'permit'.", e),
            e => Assert.Equal("bad.yaml:3:5: rule 'rule-2': A rule has an 'action': allow, deny or escalate.", e),
            e => Assert.StartsWith("bad.yaml:3:5: rule 'rule-2': A rule has no key 'acton'", e, StringComparison.Ordinal));
    }

    [Fact]
    public async Task FileThatBreaksOffWhileItIsRead_Is3()
    {
        var run = await _approvals.RunAsync("policy", "eval", "good.yaml", "--actions", "/proc/self/mem");
        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.NotEqual("", run.Errors);
    }

    [Fact]
    public async Task Pipe_IsAFileLikeAnother()
    {
        var run = await _approvals.FeedAsync(Good, "policy", "lint", "/dev/stdin");
        Assert.Equal((0, "0 errors and 0 warnings in 1 file.\n", ""), (run.ExitCode, run.Output, run.Errors));
    }

    [Fact]
    public async Task FileThatIsTooLarge_Is3()
    {
        var run = await _approvals.With("large.yaml", new string('#', (16 * 1024 * 1024) + 1)).RunAsync("policy", "lint", "large.yaml");
        Assert.Equal((3, "large.yaml: the file has more than the 16777216 bytes that are read.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public async Task Help_Is0()
    {
        var run = await _approvals.RunAsync("policy", "eval", "--help");
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Contains("--actions <FILE> (REQUIRED)", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _approvals.Dispose();
}
