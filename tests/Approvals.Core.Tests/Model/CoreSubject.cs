using System.Collections.Immutable;
using Approvals.Conformance.Model.Prediction;
using Approvals.Conformance.Model.Running;
using Approvals.Conformance.Model.Stories;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Model;

/// <summary>The core by itself, with the records that an engine would store.</summary>
internal sealed class CoreSubject : ISubject
{
    private static readonly DateTimeOffset Start = Some.Time + TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<int, RequestRecord> _records = [];
    private readonly HashSet<Type> _outcomes = [];
    private Tenant _tenant = new() { Id = Some.Tenant, CreatedAt = Start };
    private ImmutableArray<Requirement> _requirements;
    private TimeSpan _timeout;
    private TimeSpan _validFor;
    private Urgency _urgency;
    private DateTimeOffset _now = Start;

    public bool IsAwake => false;

    public IReadOnlyCollection<Type> Outcomes => _outcomes;

    public Task<DateTimeOffset> OpenAsync(Scene scene)
    {
        _requirements = [.. scene.Rules.Select(RequirementOf).Distinct()];
        _timeout = scene.Rules.Min(r => r.Timeout);
        _validFor = scene.Rules.Min(r => r.ValidFor);
        _urgency = (Urgency)scene.Rules.Max(r => r.Urgency);
        Change([.. Setting.FirstEntries(Some.Tenant, scene, _now)]);
        return Task.FromResult(_now);
    }

    public Task<DateTimeOffset> MoveClockAsync(DateTimeOffset to)
    {
        _now = to;
        return Task.FromResult(_now);
    }

    public Task<bool> PutAsync(string name, Entry entry)
    {
        var before = _tenant;
        try
        {
            Change(Setting.Person(name, entry, Start));
            return Task.FromResult(true);
        }
        catch (TenantContradictionException)
        {
            Assert.Same(before, _tenant);
            return Task.FromResult(false);
        }
    }

    /// <summary>Everything is read again from what an engine would have stored.</summary>
    public Task RestartAsync(bool cleanly)
    {
        _tenant = TenantRecord.FromJson(new TenantRecord { Tenant = _tenant }.ToJson()).Tenant;
        foreach (var (key, record) in _records.ToList())
        {
            var json = record.ToJson();
            _records[key] = RequestRecord.FromJson(json);
            Assert.Equal(json, _records[key].ToJson());
        }

        return Task.CompletedTask;
    }

    public Task<string?> SeeAsync(int key) => Task.FromResult(At(key) is { } request ? Telling.Seen(request) : null);

    public Task<Told?> MakeAsync(Move move) => Task.FromResult<Told?>(Make(move));

    public Task CheckAsync(LifecycleModel model, DateTimeOffset now)
    {
        Assert.Equal(model.Directory.NextChange(now), _tenant.NextPeopleChange(now));
        Assert.Equal(model.Directory.People.Keys.Order(), _tenant.Reviewers.Select(r => r.Id.Value).Order());
        foreach (var (key, record) in _records)
        {
            var request = record.Request;
            Assert.Equal(model.Requests[key].ToString(), Telling.Seen(request));
            Assert.Equal(model.Requests[key].UpdatedAt, request.UpdatedAt);
            Assert.Equal(model.EffectsOf(key), record.Outbox.Select(e => Telling.Of(e.Effect)));
            Assert.Distinct(record.Outbox.Select(e => e.Id));
        }

        return Task.CompletedTask;
    }

    private static Requirement RequirementOf(Terms terms) => new()
    {
        Groups = [.. terms.Groups.Select(g => new SlotGroup(g.Threshold, RolesOf(g.Roles), NamesOf(g.Named)))],
        InOrder = terms.InOrder,
        Denials = terms.Denials,
        SeparateOwner = terms.SeparateOwner,
        Tiers = [.. terms.Tiers.Select(t => new EscalationTier(t.After, RolesOf(t.Roles), NamesOf(t.Named)))],
    };

    private static ImmutableArray<RoleName> RolesOf(ImmutableArray<string> roles) => [.. roles.Select(r => new RoleName(r))];

    private static ImmutableArray<ReviewerId> NamesOf(ImmutableArray<string> names) => [.. names.Select(n => new ReviewerId(n))];

    private Told Make(Move move)
    {
        switch (move)
        {
            case Move.Submit submit:
                return Submit(submit);
            case Move.Recheck:
                return new Told("Rechecked", [.. _records.Keys.Order().ToList().SelectMany(Recheck)]);
            case Move.NameOwner(var owner):
                return Change(Setting.OwnedBy(owner));
            case Move.ListExecutor(var executor):
                return Change(new TenantChange.PutExecutor(new Executor(new ExecutorId(executor))));
            case Move.LimitPending(var perAgent):
                return Change(new TenantChange.LimitPending(perAgent));
            case Move.RevokeKey:
                return Change(new TenantChange.RevokeKey(Setting.AdminKeyOf(Some.Tenant)));
            default:
                return _records.TryGetValue(move.About!.Value, out var record) ? Command(move, record.Request) : new Told("NotFound", []);
        }
    }

    private Told Command(Move move, ApprovalRequest request)
    {
        switch (move)
        {
            case Move.Review review:
                return Store(review.Key, Reviewing.Review(
                    request, new ReviewCommand(new ReviewerId(review.Who), Setting.Says(review, request.Action.Digest), _tenant), _now));
            case Move.Cancel cancel:
                return Store(cancel.Key, Cancelling.Cancel(request, Setting.CancelledBy(cancel), _now));
            case Move.Claim claim:
                return Store(claim.Key, Claiming.Claim(request, Setting.Command(claim, request.Action.Digest), _tenant, _now));
            case Move.Report report:
                return Store(report.Key, Reporting.Report(request, Setting.Command(report), _now));
            case Move.Resolve resolve:
                return Store(resolve.Key, Resolving.Resolve(request, Setting.Command(Some.Tenant, resolve), _tenant, _now));
            case Move.Look(var key):
                return Look(key, Clock.Tick(request, _now));
            default:
                throw new ArgumentOutOfRangeException(nameof(move));
        }
    }

    private Told Submit(Move.Submit submit)
    {
        var submission = Setting.Submission(Some.Tenant, submit);
        var others = _records.Keys.Select(k => At(k)!).Where(r => r.Agent == submission.Agent).ToList();
        var context = new SubmissionContext(
            _tenant,
            Evaluate(submit.Tool),
            others.Count(r => r.Status == RequestStatus.Pending),
            others.Where(r => r.Action.Digest == submission.Action.Digest).Select(EarlierDenial.Of).OfType<EarlierDenial>().MaxBy(d => d.At));
        return Store(submit.Key, Submitting.Submit(_records.GetValueOrDefault(submit.Key)?.Request, submission, context, _now));
    }

    private Evaluation Evaluate(string tool) => new()
    {
        Decision = tool switch { Scene.Pay => PolicyDecision.Escalate, Scene.Look => PolicyDecision.Allow, _ => PolicyDecision.Deny },
        Rules = [],
        Policies = [],
        Requirements = tool == Scene.Pay ? _requirements : [],
        Timeout = tool == Scene.Pay ? _timeout : ApprovalTerms.Standard.Timeout,
        ValidFor = tool == Scene.Pay ? _validFor : ApprovalTerms.Standard.ValidFor,
        Urgency = tool == Scene.Pay ? _urgency : null,
        Reason = "Because",
    };

    private IReadOnlyList<string> Recheck(int key)
    {
        var step = Rechecking.Recheck(_records[key].Request, _tenant, _now);
        Keep(key, step);
        return [.. step.Effects.Select(Telling.Of)];
    }

    private Told Look(int key, Step<ApprovalRequest> step)
    {
        Keep(key, step);
        return new Told(Telling.Seen(step.Outcome), [.. step.Effects.Select(Telling.Of)]);
    }

    private Told Store<TOutcome>(int key, Step<TOutcome> step)
        where TOutcome : class
    {
        _outcomes.Add(step.Outcome.GetType());
        Keep(key, step);
        return new Told(Telling.Of(step.Outcome), [.. step.Effects.Select(Telling.Of)]);
    }

    private void Keep<TOutcome>(int key, Step<TOutcome> step)
    {
        var before = _records.GetValueOrDefault(key);
        if (RequestRecord.After(before, step) is { } after && !ReferenceEquals(after, before))
        {
            Assert.True(before is null || after.Request.Version > before.Request.Version, "a change grows the version");
            _records[key] = after;
        }
        else
        {
            Assert.Empty(step.Effects);
        }
    }

    private ApprovalRequest? At(int key) =>
        _records.TryGetValue(key, out var record) ? Clock.Tick(record.Request, _now).State ?? record.Request : null;

    private Told Change(params IReadOnlyList<TenantChange> changes)
    {
        var before = _tenant;
        _tenant = _tenant.Apply(changes, _now);
        Assert.True(before.Version < _tenant.Version && !(before.UpdatedAt > _tenant.UpdatedAt), "the directory's time does not go back");
        return new Told("Stored", []);
    }
}
