using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.GrainContracts.Wire;

namespace Approvals.GrainContracts.Client;

/// <summary>The requests of a cluster.</summary>
internal sealed class ClusterRequests(GrainCalls calls, TimeProvider time) : IRequests
{
    public Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken cancellation) => CommandAsync<SubmitOutcome>(
        submission.Tenant, submission.Id, grain => grain.SubmitAsync(Message.Of(submission)), cancellation);

    public Task<ReviewOutcome> ReviewAsync(
        TenantId tenant, RequestId id, ReviewerId reviewer, ReviewInput review, CancellationToken cancellation) =>
        CommandAsync<ReviewOutcome>(
            tenant, id, grain => grain.ReviewAsync(Message.Of(new ReviewCall(reviewer, review))), cancellation);

    public Task<CancelOutcome> CancelAsync(TenantId tenant, RequestId id, AgentId agent, CancellationToken cancellation) =>
        CommandAsync<CancelOutcome>(tenant, id, grain => grain.CancelAsync(Message.Of(new CancelCall(agent))), cancellation);

    public Task<ClaimAnswer> ClaimAsync(TenantId tenant, RequestId id, ClaimCommand command, CancellationToken cancellation) =>
        CommandAsync<ClaimAnswer>(tenant, id, grain => grain.ClaimAsync(Message.Of(command)), cancellation);

    public Task<ReportOutcome> ReportAsync(
        TenantId tenant, RequestId id, ReportCommand command, CancellationToken cancellation) =>
        CommandAsync<ReportOutcome>(tenant, id, grain => grain.ReportAsync(Message.Of(command)), cancellation);

    public Task<ResolveOutcome> ResolveAsync(
        TenantId tenant, RequestId id, ResolveCommand command, CancellationToken cancellation) =>
        CommandAsync<ResolveOutcome>(tenant, id, grain => grain.ResolveAsync(Message.Of(command)), cancellation);

    public async Task<ApprovalRequest?> FindAsync(TenantId tenant, RequestId id, CancellationToken cancellation)
    {
        var found = await calls.CallAsync(tenant, _ => calls.Request(tenant, id).FindAsync(), cancellation);
        return found.ReadOrNone<ApprovalRequest>();
    }

    public async Task<ApprovalRequest?> WaitForDecisionAsync(
        TenantId tenant, RequestId id, TimeSpan atMost, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + atMost;
        while (true)
        {
            var request = await FindAsync(tenant, id, CancellationToken.None);
            var left = until - time.GetUtcNow();
            if (request is not { Status: RequestStatus.Pending } || left <= TimeSpan.Zero || cancellation.IsCancellationRequested)
            {
                return request;
            }

            await calls.WaitAsync(tenant, _ => calls.Request(tenant, id).WaitAsync(left), cancellation);
        }
    }

    public async Task<ApprovalRequest?> WaitForChangeAsync(
        TenantId tenant, RequestId id, int seen, TimeSpan atMost, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + atMost;
        while (true)
        {
            var request = await FindAsync(tenant, id, CancellationToken.None);
            var left = until - time.GetUtcNow();
            if (request is null || request.Version != seen || left <= TimeSpan.Zero || cancellation.IsCancellationRequested)
            {
                return request;
            }

            await calls.WaitAsync(tenant, _ => calls.Request(tenant, id).WaitForChangeAsync(seen, left), cancellation);
        }
    }

    public async Task<RequestPage> ListAsync(TenantId tenant, RequestFilter filter, CancellationToken cancellation)
    {
        var answer = await calls.CallAsync(
            tenant, grains => grains.GetGrain<IInboxGrain>(GrainKeys.Of(tenant)).ListAsync(Message.Of(filter)), cancellation);
        return answer.Read<ListAnswer>().Page
            ?? throw new ArgumentException($"'{filter.After}' is no place in the list of requests.", nameof(filter));
    }

    private async Task<T> CommandAsync<T>(
        TenantId tenant, RequestId id, Func<IRequestGrain, Task<Envelope>> command, CancellationToken cancellation)
        where T : class =>
        (await calls.CallAsync(tenant, _ => command(calls.Request(tenant, id)), cancellation)).Read<T>();
}
