using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Web.Tests.Codes;

/// <summary>The requests of an engine, which fails to find one when a test says so.</summary>
internal sealed class FaultyRequests(IRequests requests) : IRequests
{
    /// <summary>What finding fails with, if it does.</summary>
    public Exception? Fault { get; set; }

    public Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken cancellation) =>
        requests.SubmitAsync(submission, cancellation);

    public Task<ReviewOutcome> ReviewAsync(TenantId tenant, RequestId id, ReviewerId reviewer, ReviewInput review, CancellationToken cancellation) =>
        requests.ReviewAsync(tenant, id, reviewer, review, cancellation);

    public Task<CancelOutcome> CancelAsync(TenantId tenant, RequestId id, AgentId agent, CancellationToken cancellation) =>
        requests.CancelAsync(tenant, id, agent, cancellation);

    public Task<ClaimAnswer> ClaimAsync(TenantId tenant, RequestId id, ClaimCommand command, CancellationToken cancellation) =>
        requests.ClaimAsync(tenant, id, command, cancellation);

    public Task<ReportOutcome> ReportAsync(TenantId tenant, RequestId id, ReportCommand command, CancellationToken cancellation) =>
        requests.ReportAsync(tenant, id, command, cancellation);

    public Task<ResolveOutcome> ResolveAsync(TenantId tenant, RequestId id, ResolveCommand command, CancellationToken cancellation) =>
        requests.ResolveAsync(tenant, id, command, cancellation);

    public Task<ApprovalRequest?> FindAsync(TenantId tenant, RequestId id, CancellationToken cancellation) =>
        Fault is { } fault ? Task.FromException<ApprovalRequest?>(fault) : requests.FindAsync(tenant, id, cancellation);

    public Task<ApprovalRequest?> WaitForDecisionAsync(TenantId tenant, RequestId id, TimeSpan atMost, CancellationToken cancellation) =>
        requests.WaitForDecisionAsync(tenant, id, atMost, cancellation);

    public Task<ApprovalRequest?> WaitForChangeAsync(TenantId tenant, RequestId id, int seen, TimeSpan atMost, CancellationToken cancellation) =>
        requests.WaitForChangeAsync(tenant, id, seen, atMost, cancellation);

    public Task<RequestPage> ListAsync(TenantId tenant, RequestFilter filter, CancellationToken cancellation) =>
        requests.ListAsync(tenant, filter, cancellation);
}
