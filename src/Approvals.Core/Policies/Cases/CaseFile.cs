using System.Collections.Immutable;

namespace Approvals.Core.Policies.Cases;

/// <summary>A file of cases: the policies that they are about, and the cases, in the form that they have in a policy.</summary>
/// <param name="Description">For people.</param>
/// <param name="Policies">Evaluated as one set; at least one.</param>
/// <param name="Cases">At least one.</param>
public sealed record CaseFile(string? Description, ImmutableArray<CaseFilePolicy> Policies, ImmutableArray<PolicyCase> Cases);
