using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>Someone asks for the permit.</summary>
/// <param name="Claimant">Who asks.</param>
/// <param name="Digest">What is to be executed.</param>
/// <param name="Executor">Who is to execute it; null means the claimant.</param>
/// <param name="Lease">How long the executor has; <see cref="ShortestLease"/> to <see cref="LongestLease"/>.</param>
/// <param name="OperationKey">The claim's <c>Idempotency-Key</c>, if any.</param>
public sealed record ClaimCommand(
    Claimant Claimant, ActionDigest Digest, ExecutorId? Executor, TimeSpan Lease, string? OperationKey)
{
    public static readonly TimeSpan ShortestLease = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan StandardLease = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan LongestLease = TimeSpan.FromHours(1);
}
