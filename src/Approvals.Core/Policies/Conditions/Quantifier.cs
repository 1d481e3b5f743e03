namespace Approvals.Core.Policies.Conditions;

/// <summary>Of how many elements a condition must hold.</summary>
public enum Quantifier
{
    /// <summary>Of one at least.</summary>
    Any,

    /// <summary>Of each, and of one at least: false of no elements.</summary>
    All,

    /// <summary>Of not one.</summary>
    None,
}
