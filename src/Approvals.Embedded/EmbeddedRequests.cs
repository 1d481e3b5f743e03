using System.Collections.Concurrent;
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
    RequestTable table,
    LiveRequests live,
    RequestReaders readers,
    EmbeddedTenants tenants,
    EmbeddedPolicies policies,
    IPermitSigner signer,
    TimeProvider time) : IRequests
{
    private static readonly TimeSpan PauseOfTheUnworkable = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PauseOfTheStorage = TimeSpan.FromSeconds(1);

    private readonly DecisionWaiters _waiters = new();

    /// <summary>How many effects of a request are done and about to leave its outbox.</summary>
    private readonly ConcurrentDictionary<RequestKey, int> _acknowledging = new();

    /// <summary>Rings when a deadline or the end of a lease comes up.</summary>
    public Alarm DueAlarm { get; } = new(time);

    /// <summary>Rings when there is an effect to carry out.</summary>
    public Alarm OutboxAlarm { get; } = new(time);

    public Task<SubmitOutcome> SubmitAsync(Submission submission, CancellationToken cancellation)
    {
        // Evaluated here, beside the writer; there only if a publication came between.
        var evaluatedWith = policies.InForce(submission.Tenant);
        var action = submission.Action.ProposedBy(submission.Agent);
        var evaluation = evaluatedWith.Evaluate(action);
        return queue.RunAsync(
            () =>
            {
                var tenant = tenants.Find(submission.Tenant)
                    ?? throw new ArgumentException($"There is no tenant {submission.Tenant}.", nameof(submission));
                var inForce = policies.InForce(submission.Tenant);
                var record = table.Find(new RequestKey(submission.Tenant, submission.Id));
                return Store(record, Submitting.Submit(
                    record?.Request,
                    submission,
                    new SubmissionContext(
                        tenant,
                        ReferenceEquals(inForce, evaluatedWith) ? evaluation : inForce.Evaluate(action),
                        Pending: 0,
                        EarlierDenial: null),
                    time.GetUtcNow()));
            },
            cancellation);
    }

    public Task<ReviewOutcome> ReviewAsync(
        TenantId tenant, RequestId id, ReviewerId reviewer, ReviewInput review, CancellationToken cancellation) =>
        queue.RunAsync(
            () =>
            {
                if (tenants.Find(tenant) is not { } directory || table.Find(new RequestKey(tenant, id)) is not { } record)
                {
                    return new Decided<ReviewOutcome>(new ReviewOutcome.NotFound());
                }

                var command = new ReviewCommand(reviewer, review, directory);
                return Store(record, Reviewing.Review(record.Request, command, time.GetUtcNow()));
            },
            cancellation);

    public Task<CancelOutcome> CancelAsync(
        TenantId tenant, RequestId id, AgentId agent, CancellationToken cancellation) =>
        queue.RunAsync(
            () => table.Find(new RequestKey(tenant, id)) is { } record
                ? Store(record, Cancelling.Cancel(record.Request, agent, time.GetUtcNow()))
                : new Decided<CancelOutcome>(new CancelOutcome.NotFound()),
            cancellation);

    public Task<ClaimAnswer> ClaimAsync(
        TenantId tenant, RequestId id, ClaimCommand command, CancellationToken cancellation) =>
        queue.RunAsync(
            () =>
            {
                if (tenants.Find(tenant) is not { } directory || table.Find(new RequestKey(tenant, id)) is not { } record)
                {
                    return new Decided<ClaimAnswer>(new ClaimAnswer(new ClaimOutcome.NotFound(), null));
                }

                var step = Claiming.Claim(record.Request, command, directory, time.GetUtcNow());
                var permit = record.Permit;
                if (step.Outcome is ClaimOutcome.Granted(var claimed) && record.Request.Claim is null)
                {
                    permit = signer.Sign(claimed);
                }

                var answer = new ClaimAnswer(step.Outcome, step.Outcome is ClaimOutcome.Granted ? permit : null);
                var decided = Store(record, step, permit);
                return new Decided<ClaimAnswer>(answer, decided.Write, decided.Committed);
            },
            cancellation);

    public Task<ReportOutcome> ReportAsync(
        TenantId tenant, RequestId id, ReportCommand command, CancellationToken cancellation) =>
        queue.RunAsync(
            () => table.Find(new RequestKey(tenant, id)) is { } record
                ? Store(record, Reporting.Report(record.Request, command, time.GetUtcNow()))
                : new Decided<ReportOutcome>(new ReportOutcome.NotFound()),
            cancellation);

    public Task<ResolveOutcome> ResolveAsync(
        TenantId tenant, RequestId id, ResolveCommand command, CancellationToken cancellation) =>
        queue.RunAsync(
            () => tenants.Find(tenant) is { } directory && table.Find(new RequestKey(tenant, id)) is { } record
                ? Store(record, Resolving.Resolve(record.Request, command, directory, time.GetUtcNow()))
                : new Decided<ResolveOutcome>(new ResolveOutcome.NotFound()),
            cancellation);

    public async Task<ApprovalRequest?> FindAsync(TenantId tenant, RequestId id, CancellationToken cancellation)
    {
        var request = FindRecord(new RequestKey(tenant, id))?.Request;
        return request is null ? null : await PassTimeAsync(request, cancellation);
    }

    public async Task<ApprovalRequest?> WaitForDecisionAsync(
        TenantId tenant, RequestId id, TimeSpan atMost, CancellationToken cancellation)
    {
        using var waiter = _waiters.Enter(tenant, id);
        var request = await FindAsync(tenant, id, cancellation);
        if (request is not { Status: RequestStatus.Pending })
        {
            return request;
        }

        await waiter.Decided.WaitAsync(atMost, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await FindAsync(tenant, id, cancellation);
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

    /// <summary>As committed, without what time has done to it since.</summary>
    public RequestRecord? FindRecord(RequestKey key) => live.Find(key) ?? readers.Read(reader => reader.Find(key));

    /// <summary>Lets the clock do to the request what is due; the request is loaded afresh.</summary>
    public Task<ApprovalRequest?> TickAsync(RequestKey key, CancellationToken cancellation) =>
        queue.RunAsync(
            () =>
            {
                if (table.Find(key) is not { } record)
                {
                    return new Decided<ApprovalRequest?>(null);
                }

                var step = Clock.Tick(record.Request, time.GetUtcNow());
                var decided = Store(record, step);
                return new Decided<ApprovalRequest?>(step.State ?? record.Request, decided.Write, decided.Committed);
            },
            cancellation);

    /// <summary>
    /// Takes effects out of their outbox. That needs no sync of its own: lost, they happen again. But effects that came
    /// behind them meanwhile do not wait for it.
    /// </summary>
    public async Task AcknowledgeAsync(
        RequestKey key, IReadOnlyCollection<EffectId> delivered, CancellationToken cancellation)
    {
        _acknowledging[key] = delivered.Count;
        try
        {
            var acknowledged = queue.RunWithNextCommitAsync(() => Settle(key, delivered, failed: null), cancellation);
            if (FindRecord(key) is { } record)
            {
                HurryIfMoreWait(key, record);
            }

            await acknowledged;
        }
        finally
        {
            _acknowledging.TryRemove(key, out _);
        }
    }

    /// <summary>Takes effects out of their outbox, and puts off the one that failed behind them.</summary>
    public Task RetryLaterAsync(
        RequestKey key, IReadOnlyCollection<EffectId> delivered, EffectId failed, string reason, CancellationToken cancellation) =>
        queue.RunAsync(() => Settle(key, delivered, failed, reason), cancellation);

    /// <summary>Puts off what is due of a request that cannot be worked, so that it does not hold up others.</summary>
    public async Task PostponeAsync(RequestKey key, CancellationToken cancellation)
    {
        try
        {
            await queue.RunAsync(
                () => new Decided<bool>(true, () => table.Postpone(key, time.GetUtcNow() + PauseOfTheUnworkable)), cancellation);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // The storage fails as a whole; a pause keeps this one from being tried over and over until it answers.
            await Task.Delay(PauseOfTheStorage, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Decided<bool> Settle(RequestKey key, IReadOnlyCollection<EffectId> delivered, EffectId? failed, string reason = "")
    {
        if (table.Find(key) is not { } record)
        {
            return new Decided<bool>(false);
        }

        var settled = delivered.Aggregate(record, static (r, effect) => r.WithoutEffect(effect));
        settled = failed is null ? settled : settled.WithFailedEffect(failed, reason, time.GetUtcNow());
        return new Decided<bool>(
            true,
            Write: () => table.Update(settled, record.Request.Version),
            Committed: () => Announce(settled.Request, settled));
    }

    private async Task<ApprovalRequest> PassTimeAsync(ApprovalRequest request, CancellationToken cancellation) =>
        time.GetUtcNow() > request.DueAfter
            ? await TickAsync(RequestKey.Of(request), cancellation) ?? request
            : request;

    private Decided<TOutcome> Store<TOutcome>(RequestRecord? record, Step<TOutcome> step, string? permit = null)
    {
        if (step.State is not { } state)
        {
            return new Decided<TOutcome>(step.Outcome);
        }

        var next = RequestRecord.After(record, step)! with { Permit = permit ?? record?.Permit };
        return new Decided<TOutcome>(
            step.Outcome,
            Write: record is null ? () => table.Insert(next) : () => table.Update(next, record.Request.Version),
            Committed: () => Announce(state, next));
    }

    private void Announce(ApprovalRequest state, RequestRecord record)
    {
        if (state.DueAfter is { } due)
        {
            DueAlarm.Ring(due);
        }

        if (record.OutboxDueAt is { } outboxDue)
        {
            OutboxAlarm.Ring(outboxDue);
            HurryIfMoreWait(RequestKey.Of(state), record);
        }

        if (state.Status != RequestStatus.Pending)
        {
            _waiters.Decided(state.Tenant, state.Id);
        }
    }

    private void HurryIfMoreWait(RequestKey key, RequestRecord record)
    {
        if (_acknowledging.TryGetValue(key, out var done) && record.Outbox.Length > done)
        {
            queue.Hurry();
        }
    }
}
