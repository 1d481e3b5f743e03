namespace Approvals.Core.Policies;

/// <summary>Something in a policy that is taken, and that its author may not have meant.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Column">Counted from 1, in characters.</param>
/// <param name="Rule">The id of the rule it stands in, if any.</param>
/// <param name="Kind">What kind of warning it is.</param>
/// <param name="Message">What was found, and the next step.</param>
public sealed record PolicyWarning(int Line, int Column, string? Rule, PolicyWarningKind Kind, string Message)
{
    public override string ToString() =>
        Rule is null ? $"{Line}:{Column}: {Message}" : $"{Line}:{Column}: rule '{Rule}': {Message}";
}
