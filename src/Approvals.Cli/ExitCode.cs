namespace Approvals.Cli;

/// <summary>What a command ends with; where several apply, the highest. They stand in <c>docs/cli.md</c>.</summary>
internal enum ExitCode
{
    /// <summary>All is well.</summary>
    Done = 0,

    /// <summary>What the command looks for was found: a warning under <c>--strict</c>, a failing case, a changed action.</summary>
    Found = 1,

    /// <summary>The command line is wrong.</summary>
    Usage = 2,

    /// <summary>A file cannot be read, or is not what it should be.</summary>
    BadFile = 3,

    /// <summary>A policy does not compile.</summary>
    BadPolicy = 4,

    /// <summary>A line of the actions is no action.</summary>
    BadAction = 5,
}
