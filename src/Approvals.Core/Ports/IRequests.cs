using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Core.Ports;

/// <summary>
/// The approval requests of an engine. An answer means that what it tells is durable; an
/// <see cref="EngineException"/> means that it is not known whether the command took effect, and the same command may
/// be given again.
/// </summary>
public interface IRequests
{
    /// <summary>Evaluates the tenant's policies and records the request. There must be such a tenant.</summary>
    Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken cancellation);

    /// <summary>Records a review by the person as the directory knows them at this moment.</summary>
    Task<ReviewOutcome> ReviewAsync(
        TenantId tenant, RequestId id, ReviewerId reviewer, ReviewInput review, CancellationToken cancellation);

    /// <summary>Takes a request back that nobody has decided.</summary>
    Task<CancelOutcome> CancelAsync(TenantId tenant, RequestId id, AgentId agent, CancellationToken cancellation);

    /// <summary>Hands out the permit, at most once.</summary>
    Task<ClaimAnswer> ClaimAsync(TenantId tenant, RequestId id, ClaimCommand command, CancellationToken cancellation);

    Task<ReportOutcome> ReportAsync(TenantId tenant, RequestId id, ReportCommand command, CancellationToken cancellation);

    /// <summary>Records what an admin found out of an execution on which nobody reported.</summary>
    Task<ResolveOutcome> ResolveAsync(TenantId tenant, RequestId id, ResolveCommand command, CancellationToken cancellation);

    /// <summary>The request as it stands at this moment; null where the tenant has none of this id.</summary>
    Task<ApprovalRequest?> FindAsync(TenantId tenant, RequestId id, CancellationToken cancellation);

    /// <summary>The request once it is decided, or as it stands when the time is over or the waiting is cancelled.</summary>
    Task<ApprovalRequest?> WaitForDecisionAsync(
        TenantId tenant, RequestId id, TimeSpan atMost, CancellationToken cancellation);

    /// <summary>
    /// The request once it is of a later version than the one that was seen, or as it stands when the time is over or
    /// the waiting is cancelled; null where the tenant has none of this id.
    /// </summary>
    Task<ApprovalRequest?> WaitForChangeAsync(
        TenantId tenant, RequestId id, int seen, TimeSpan atMost, CancellationToken cancellation);

    /// <summary>The requests that the filter lets through, the newest first.</summary>
    /// <exception cref="ArgumentException"><see cref="RequestFilter.After"/> is no place in the list.</exception>
    Task<RequestPage> ListAsync(TenantId tenant, RequestFilter filter, CancellationToken cancellation);
}
