using System.Collections.Immutable;

namespace Approvals.Core.Policies.Cases;

/// <summary>What became of a file of cases: the cases, or every problem in it.</summary>
public abstract record CaseFileCompilation
{
    private CaseFileCompilation()
    {
    }

    public sealed record Compiled(CaseFile File) : CaseFileCompilation;

    /// <param name="Errors">At least one, in the order of the file; at most 100.</param>
    public sealed record Refused(ImmutableArray<PolicyError> Errors) : CaseFileCompilation;
}
