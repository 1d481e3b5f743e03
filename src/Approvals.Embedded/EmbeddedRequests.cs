using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>
/// Runs the commands on requests: loads the record, lets the core decide, stores state and effects in one write, and
/// answers when that is durable.
/// </summary>
internal sealed class EmbeddedRequests(
    CommitQueue queue,
    RequestGrounds grounds,
    OutboxRecords records,
    RequestReaders readers,
    Announcements announcements,
    IPermitSigner signer,
    TimeProvider time) : IRequests
{
    public Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken cancellation)
    {
        if (queue.Refusal is { } refusal)
        {
            return Task.FromException<SubmitOutcome>(refusal);
        }

        var key = new RequestKey(submission.Tenant, submission.Id);
        var work = new RequestWork<SubmitOutcome>(key, on => Submit(submission, on), grounds, announcements.Announce, submission);
        work.DecideBeside();
        return queue.RunAsync(work, cancellation);
    }

    public Task<ReviewOutcome> ReviewAsync(
        TenantId tenant, RequestId id, ReviewerId reviewer, ReviewInput review, CancellationToken cancellation) =>
        RunAsync(
            new RequestKey(tenant, id),
            on => on is { Tenant: { } directory, Request: { } request }
                ? Store(request, Reviewing.Review(request.Record.Request, new ReviewCommand(reviewer, review, directory), on.Now))
                : new Change<ReviewOutcome>(new ReviewOutcome.NotFound()),
            cancellation);

    public Task<CancelOutcome> CancelAsync(
        TenantId tenant, RequestId id, AgentId agent, CancellationToken cancellation) =>
        RunAsync(
            new RequestKey(tenant, id),
            on => on.Request is { } request
                ? Store(request, Cancelling.Cancel(request.Record.Request, agent, on.Now))
                : new Change<CancelOutcome>(new CancelOutcome.NotFound()),
            cancellation);

    /// <summary>Decided on the writer's turn alone: no permit is signed for a command that another one forestalls.</summary>
    public Task<ClaimAnswer> ClaimAsync(
        TenantId tenant, RequestId id, ClaimCommand command, CancellationToken cancellation) =>
        queue.RunAsync(NewWork(new RequestKey(tenant, id), on => Claim(command, on)), cancellation);

    public Task<ReportOutcome> ReportAsync(
        TenantId tenant, RequestId id, ReportCommand command, CancellationToken cancellation) =>
        RunAsync(
            new RequestKey(tenant, id),
            on => on.Request is { } request
                ? Store(request, Reporting.Report(request.Record.Request, command, on.Now))
                : new Change<ReportOutcome>(new ReportOutcome.NotFound()),
            cancellation);

    public Task<ResolveOutcome> ResolveAsync(
        TenantId tenant, RequestId id, ResolveCommand command, CancellationToken cancellation) =>
        RunAsync(
            new RequestKey(tenant, id),
            on => on is { Tenant: { } directory, Request: { } request }
                ? Store(request, Resolving.Resolve(request.Record.Request, command, directory, on.Now))
                : new Change<ResolveOutcome>(new ResolveOutcome.NotFound()),
            cancellation);

    public async Task<ApprovalRequest?> FindAsync(TenantId tenant, RequestId id, CancellationToken cancellation)
    {
        var request = records.Find(new RequestKey(tenant, id))?.Request;
        return request is null ? null : await PassTimeAsync(request, cancellation);
    }

    public async Task<ApprovalRequest?> WaitForDecisionAsync(
        TenantId tenant, RequestId id, TimeSpan atMost, CancellationToken cancellation)
    {
        using var waiter = announcements.Decisions.Enter(new RequestKey(tenant, id));
        var request = await FindAsync(tenant, id, cancellation);
        return request is { Status: RequestStatus.Pending }
            ? await WaitAsync(waiter, tenant, id, atMost, cancellation)
            : request;
    }

    public async Task<ApprovalRequest?> WaitForChangeAsync(
        TenantId tenant, RequestId id, int seen, TimeSpan atMost, CancellationToken cancellation)
    {
        using var waiter = announcements.Changes.Enter(new RequestKey(tenant, id));
        var request = await FindAsync(tenant, id, cancellation);
        return request is not null && request.Version <= seen
            ? await WaitAsync(waiter, tenant, id, atMost, cancellation)
            : request;
    }

    public async Task<RequestPage> ListAsync(TenantId tenant, RequestFilter filter, CancellationToken cancellation)
    {
        var page = readers.Read(reader => reader.List(tenant, filter));
        var items = new List<ApprovalRequest>(page.Items.Count);
        foreach (var item in page.Items)
        {
            var request = await PassTimeAsync(item, cancellation);
            if (filter.Admits(request))
            {
                items.Add(request);
            }
        }

        return page with { Items = items };
    }

    /// <summary>Lets the clock do to the request what is due; one of many requests that are woken at once.</summary>
    public Task<ApprovalRequest?> TickAsync(RequestKey key, CancellationToken cancellation)
    {
        var work = NewWork(key, Tick);
        work.DecideBeside();
        return queue.RunAmongManyAsync(work, cancellation);
    }

    /// <summary>Looks whether a request that waits can still be approved by the people there are; one of many.</summary>
    public Task RecheckAsync(RequestKey key, CancellationToken cancellation)
    {
        var work = NewWork(key, Recheck);
        work.DecideBeside();
        return work.ChangesNothing ? Task.CompletedTask : queue.RunAmongManyAsync(work, cancellation);
    }

    private async Task<ApprovalRequest?> WaitAsync(
        Waiters<RequestKey>.Waiter waiter, TenantId tenant, RequestId id, TimeSpan atMost, CancellationToken cancellation)
    {
        await waiter.Woken.WaitAsync(atMost, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await FindAsync(tenant, id, cancellation);
    }

    private async Task<ApprovalRequest> PassTimeAsync(ApprovalRequest request, CancellationToken cancellation) =>
        time.GetUtcNow() > request.DueAfter
            ? await RunAsync(RequestKey.Of(request), Tick, cancellation) ?? request
            : request;

    private Task<T> RunAsync<T>(RequestKey key, Func<Grounds, Change<T>> decide, CancellationToken cancellation)
    {
        if (queue.Refusal is { } refusal)
        {
            return Task.FromException<T>(refusal);
        }

        var work = NewWork(key, decide);
        work.DecideBeside();
        return queue.RunAsync(work, cancellation);
    }

    private RequestWork<T> NewWork<T>(RequestKey key, Func<Grounds, Change<T>> decide) =>
        new(key, decide, grounds, announcements.Announce);

    private static Change<SubmitOutcome> Submit(Submission submission, Grounds on)
    {
        var tenant = on.Tenant ?? throw new ArgumentException($"There is no tenant {submission.Tenant}.", nameof(submission));
        var evaluation = on.Policies.Evaluate(submission.Action.ProposedBy(submission.Agent), on.Now);
        var context = new SubmissionContext(tenant, evaluation, on.Pending, on.EarlierDenial);
        return Store(on.Request, Submitting.Submit(on.Request?.Record.Request, submission, context, on.Now));
    }

    private Change<ClaimAnswer> Claim(ClaimCommand command, Grounds on)
    {
        if (on is not { Tenant: { } directory, Request: { Record: var record } request })
        {
            return new Change<ClaimAnswer>(new ClaimAnswer(new ClaimOutcome.NotFound(), null));
        }

        var step = Claiming.Claim(record.Request, command, directory, on.Now);
        var permit = record.Permit;
        if (step.Outcome is ClaimOutcome.Granted(var claimed) && record.Request.Claim is null)
        {
            permit = signer.Sign(claimed);
        }

        var answer = new ClaimAnswer(step.Outcome, step.Outcome is ClaimOutcome.Granted ? permit : null);
        return new Change<ClaimAnswer>(answer, Store(request, step, permit).Row);
    }

    private static Change<ApprovalRequest?> Tick(Grounds on)
    {
        if (on.Request is not { } request)
        {
            return new Change<ApprovalRequest?>(null);
        }

        var step = Clock.Tick(request.Record.Request, on.Now);
        return new Change<ApprovalRequest?>(step.State ?? request.Record.Request, Store(request, step).Row);
    }

    private static Change<ApprovalRequest?> Recheck(Grounds on)
    {
        if (on is not { Tenant: { } directory, Request: { } request })
        {
            return new Change<ApprovalRequest?>(null);
        }

        var step = Rechecking.Recheck(request.Record.Request, directory, on.Now);
        return new Change<ApprovalRequest?>(step.State ?? request.Record.Request, Store(request, step).Row);
    }

    private static Change<TOutcome> Store<TOutcome>(StoredRequest? request, Step<TOutcome> step, string? permit = null)
    {
        if (step.State is null)
        {
            return new Change<TOutcome>(step.Outcome);
        }

        var next = RequestRecord.After(request?.Record, step)! with { Permit = permit ?? request?.Record.Permit };
        return new Change<TOutcome>(step.Outcome, new RequestRow(request, next));
    }
}
