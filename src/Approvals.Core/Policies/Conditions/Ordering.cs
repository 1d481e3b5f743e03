namespace Approvals.Core.Policies.Conditions;

/// <summary>How a number must stand to a limit.</summary>
public enum Ordering
{
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}
