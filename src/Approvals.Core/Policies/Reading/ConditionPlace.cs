namespace Approvals.Core.Policies.Reading;

/// <summary>Where a condition stands: only among elements there is an <c>it</c>.</summary>
internal enum ConditionPlace
{
    Rule,
    Element,
}
