using System.Diagnostics.CodeAnalysis;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Approvals.Grains.Calls;
using Approvals.Grains.Rules;
using Approvals.Grains.Storage;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Wire;
using Orleans.Placement;

namespace Approvals.Grains.Requests;

/// <summary>
/// One approval request. Every command loads nothing but what is in memory, lets the core decide, writes state and
/// effects in one write under the etag, takes that on and answers. Where the storage fails, the grain goes: what is
/// stored, only the next one can tell.
/// </summary>
[GrainType(TypeName), CollectionAgeLimit(Minutes = MinutesKept), PreferLocalPlacement]
internal sealed partial class RequestGrain(RequestServices services) : Grain, IRequestGrain, IRequestWork, IRemindable
{
    public const string TypeName = "approvals.request";

    private const string Kind = "request";

    /// <summary>Most requests wait for people, for longer than a silo should hold them.</summary>
    private const double MinutesKept = 0.5;

    /// <summary>So often a command is decided again where directory or policies changed under it.</summary>
    private const int MostDecisions = 8;

    private TenantId _tenant = null!;
    private RequestId _id = null!;
    private RequestRecord? _record;
    private string? _etag;
    private string? _damage;
    private bool _isGone;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _id) = GrainKeys.ParseRequest(this.GetPrimaryKeyString()) ?? throw new EngineException("That is no request's key.");
        if (await services.Records.ReadAsync(Kind, this.GetGrainId()) is { } stored)
        {
            (_etag, _mayBeReminded) = (stored.ETag, true);
            Load(stored.Record);
            Watch();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        StopWatching();
        await TryStoreDeliveriesAsync();
        _isGone = true;
        StopWatching();
        EndWaiting();
    }

    public async Task<Envelope> SubmitAsync(Envelope submission)
    {
        var asked = submission.Read<Submission>(Envelope.MaxSubmissionBytes);
        CallRights.Current.RequireAsking(asked);
        return Message.Of(await SubmitAsync(asked));
    }

    public async Task<Envelope> ReviewAsync(Envelope review)
    {
        CallRights.Current.RequireReviewing();
        var call = review.ReadCall<ReviewCall>();
        return Message.Of(await RunAsync<ReviewOutcome>(new ReviewOutcome.NotFound(), (request, tenant, now) =>
            Reviewing.Review(request, new ReviewCommand(call.Reviewer, call.Input, tenant), now)));
    }

    public async Task<Envelope> CancelAsync(Envelope cancellation)
    {
        var call = cancellation.ReadCall<CancelCall>();
        CallRights.Current.RequireActingAs(call.Agent);
        return Message.Of(await RunAloneAsync<CancelOutcome>(
            new CancelOutcome.NotFound(), (request, now) => Cancelling.Cancel(request, call.Agent, now)));
    }

    public async Task<Envelope> ClaimAsync(Envelope claim)
    {
        var command = claim.ReadCall<ClaimCommand>();
        if (command.Lease < ClaimCommand.ShortestLease || command.Lease > ClaimCommand.LongestLease)
        {
            throw new ContractException("A lease is no shorter than a second and no longer than an hour.");
        }

        CallRights.Current.RequireActingAs(command.Claimant);
        string? permit = null;
        var outcome = await RunAsync<ClaimOutcome>(
            new ClaimOutcome.NotFound(),
            (request, tenant, now) => Claiming.Claim(request, command, tenant, now),
            (before, step) => permit = before.Request.Claim is null && step.Outcome is ClaimOutcome.Granted(var claimed)
                ? services.Signer.Sign(claimed)
                : before.Permit);
        return Message.Of(new ClaimAnswer(outcome, outcome is ClaimOutcome.Granted ? permit : null));
    }

    public async Task<Envelope> ReportAsync(Envelope report)
    {
        var command = report.ReadCall<ReportCommand>();
        CallRights.Current.RequireActingAs(command.Reporter);
        return Message.Of(await RunAloneAsync<ReportOutcome>(
            new ReportOutcome.NotFound(), (request, now) => Reporting.Report(request, command, now)));
    }

    public async Task<Envelope> ResolveAsync(Envelope resolution)
    {
        var command = resolution.ReadCall<ResolveCommand>();
        CallRights.Current.RequireActingAs(command.By);
        return Message.Of(await RunAsync<ResolveOutcome>(
            new ResolveOutcome.NotFound(), (request, tenant, now) => Resolving.Resolve(request, command, tenant, now)));
    }

    public async Task<Envelope> FindAsync()
    {
        if (!HasRecord())
        {
            DeactivateOnIdle();
            return Message.Of<ApprovalRequest?>(null);
        }

        await TickAsync();
        return Message.Of(CallRights.Current.Sees(_record.Request) ? _record.Request : null);
    }

    /// <summary>What a front end makes of a body, another caller may have made up.</summary>
    private void Check(Submission submission)
    {
        var action = submission.Action;
        if (submission.Tenant != _tenant || submission.Id != _id)
        {
            throw new ContractException("The submission is of another request than the grain.");
        }

        if (!ToolName.IsValid(action.Tool) || (action.Environment is { } environment && !EnvironmentName.IsValid(environment)))
        {
            throw new ContractException("The submission's tool or environment has no name that rules could tell from others.");
        }

        if (action.Digest != RequestedAction.ComputeDigest(action.Tool, action.Args, action.Environment))
        {
            throw new ContractException("The submission's digest is not that of its action.");
        }

        if (_record is not null && !CallRights.Current.Sees(_record.Request))
        {
            throw new CallRefusedException("The request of this id is another agent's.");
        }
    }

    /// <summary>What cannot be read is told to everybody who asks for it; other requests go on.</summary>
    private void Load(byte[] record)
    {
        try
        {
            _record = RequestRecord.FromJson(record);
        }
        catch (StoredFormatException e)
        {
            services.Meter.Unreadable();
            _damage = $"The stored request cannot be read, and nothing is done with it. {e.Message}";
        }
    }

    [MemberNotNullWhen(true, nameof(_record))]
    private bool HasRecord() => _damage is null ? _record is not null : throw new EngineException(_damage);

    /// <summary>A command that hangs on the directory.</summary>
    /// <param name="notFound">Where there is no such request.</param>
    /// <param name="decide">The core's function.</param>
    /// <param name="permit">The permit after a step, where it is the command's to say; asked before the write.</param>
    private async Task<T> RunAsync<T>(
        T notFound,
        Func<ApprovalRequest, Tenant, DateTimeOffset, Step<T>> decide,
        Func<RequestRecord, Step<T>, string?>? permit = null)
    {
        if (!HasRecord())
        {
            DeactivateOnIdle();
            return notFound;
        }

        for (var decision = 0; decision < MostDecisions; decision++)
        {
            var lease = await services.Rules.FindTenantAsync(_tenant);
            if (lease.Value is not { } tenant)
            {
                return notFound;
            }

            var step = decide(_record.Request, tenant, services.Time.Now);
            var signed = permit is null ? _record.Permit : permit(_record, step);
            if (step.State is null
                ? await services.Rules.IsInForceAsync(tenant)
                : lease.Holds(services.Time) && await TryStoreAsync(
                    RequestRecord.After(_record, step)! with { Permit = signed }, new Fence(tenant.Version, Policies: null)))
            {
                return step.Outcome;
            }

            services.Rules.Forget(_tenant);
        }

        throw ChangesTooOften();
    }

    /// <summary>A command that hangs on the request alone.</summary>
    private async Task<T> RunAloneAsync<T>(T notFound, Func<ApprovalRequest, DateTimeOffset, Step<T>> decide)
    {
        if (!HasRecord())
        {
            DeactivateOnIdle();
            return notFound;
        }

        var step = decide(_record.Request, services.Time.Now);
        if (step.State is not null)
        {
            await StoreAsync(RequestRecord.After(_record, step)!);
        }

        return step.Outcome;
    }

    private async Task<SubmitOutcome> SubmitAsync(Submission submission)
    {
        _ = HasRecord();
        Check(submission);

        for (var decision = 0; decision < MostDecisions; decision++)
        {
            var directory = await services.Rules.FindTenantAsync(_tenant);
            var policies = await services.Rules.FindPoliciesAsync(_tenant);
            if (directory.Value is not { } tenant)
            {
                DeactivateOnIdle();
                throw new EngineException($"There is no tenant {_tenant}.");
            }

            var step = await DecideAsync(submission, tenant, policies.Value);
            if (step.State is null && (_record is not null || await services.Rules.IsInForceAsync(tenant)))
            {
                DeactivateWithoutRecord();
                return step.Outcome;
            }

            var holds = directory.Holds(services.Time) && policies.Holds(services.Time);
            if (step.State is not null && holds && await TryStoreAsync(RequestRecord.After(_record, step)!, new Fence(tenant.Version, policies.Value.Version)))
            {
                return step.Outcome;
            }

            services.Rules.Forget(_tenant);
        }

        throw ChangesTooOften();
    }

    private async Task<Step<SubmitOutcome>> DecideAsync(Submission submission, Tenant tenant, PoliciesInForce policies)
    {
        var now = services.Time.Now;
        var evaluation = policies.Set.Evaluate(submission.Action.ProposedBy(submission.Agent), now);
        var context = new SubmissionContext(tenant, evaluation, Pending: 0, EarlierDenial: null);
        if (_record is not null)
        {
            return Submitting.Submit(_record.Request, submission, context, now);
        }

        // Whether it is admitted and what was denied before do not change whether people are asked.
        if (Submitting.Submit(null, submission, context, now).State is not { Status: RequestStatus.Pending })
        {
            return Submitting.Submit(null, submission, context with { EarlierDenial = await services.Admissions.FindDenialAsync(submission) }, now);
        }

        var (isAdmitted, denial) = await services.Admissions.AdmitAsync(submission, tenant.PendingLimit);
        return Submitting.Submit(
            null, submission, context with { EarlierDenial = denial, Pending = isAdmitted ? 0 : tenant.PendingLimit }, now);
    }

    private void DeactivateWithoutRecord()
    {
        if (!HasRecord())
        {
            DeactivateOnIdle();
        }
    }

    private EngineException ChangesTooOften() =>
        new($"The directory or the policies of tenant {_tenant} change too often to decide on them; try again.");
}
