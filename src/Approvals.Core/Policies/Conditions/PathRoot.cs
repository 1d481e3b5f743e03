namespace Approvals.Core.Policies.Conditions;

/// <summary>Where a path begins.</summary>
public enum PathRoot
{
    Tool,
    Environment,
    Agent,
    Args,
    Context,

    /// <summary>The element, within <c>any</c>, <c>all</c> and <c>none</c>.</summary>
    It,
}
