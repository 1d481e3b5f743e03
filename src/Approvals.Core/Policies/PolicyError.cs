namespace Approvals.Core.Policies;

/// <summary>One problem of a policy document, told to its author.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in characters.</param>
/// <param name="Rule">The id of the rule it stands in, if any.</param>
/// <param name="Message">What was found, what was expected, and the next step.</param>
public sealed record PolicyError(int Line, int Column, string? Rule, string Message)
{
    public override string ToString() =>
        Rule is null ? $"{Line}:{Column}: {Message}" : $"{Line}:{Column}: rule '{Rule}': {Message}";
}
