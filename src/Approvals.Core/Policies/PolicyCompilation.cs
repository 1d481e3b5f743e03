using System.Collections.Immutable;

namespace Approvals.Core.Policies;

/// <summary>What became of a policy document: a policy, or every problem in it.</summary>
public abstract record PolicyCompilation
{
    private PolicyCompilation()
    {
    }

    public sealed record Compiled(Policy Policy) : PolicyCompilation;

    /// <param name="Errors">At least one, in the order of the document; at most 100.</param>
    public sealed record Refused(ImmutableArray<PolicyError> Errors) : PolicyCompilation;
}
