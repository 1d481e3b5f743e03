using Approvals.Conformance.Fixture;
using Approvals.Conformance.Model.Prediction;
using Approvals.Conformance.Model.Stories;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Conformance.Model.Running;

/// <summary>An engine, through its ports alone. Each story has a tenant of its own.</summary>
/// <param name="engine">The engine.</param>
/// <param name="tenant">The story's tenant.</param>
/// <param name="isAwake">Whether the engine is to be started; otherwise what is due happens where somebody looks.</param>
internal sealed class EngineSubject(IEngineUnderTest engine, TenantId tenant, bool isAwake) : ISubject
{
    private readonly Dictionary<RequestId, List<(EffectId Id, Effect Effect)>> _delivered = [];
    private readonly HashSet<Type> _outcomes = [];
    private readonly HashSet<int> _asked = [];
    private readonly Dictionary<int, string> _permits = [];
    private DateTimeOffset _start;

    public bool IsAwake => isAwake;

    public IReadOnlyCollection<Type> Outcomes => _outcomes;

    public async Task<DateTimeOffset> OpenAsync(Scene scene)
    {
        _start = engine.Now;
        Assert.False(await ChangeAsync(Setting.OwnedBy(null)));
        var created = await engine.Tenants.CreateAsync(tenant, Setting.FirstEntries(tenant, scene, _start), default);
        Assert.IsType<TenantOutcome.Stored>(created);
        var again = await engine.Tenants.CreateAsync(tenant, [], default);
        Assert.IsType<TenantOutcome.Exists>(again);
        _outcomes.UnionWith([created.GetType(), again.GetType()]);
        var published = await engine.Policies.PublishAsync(
            tenant, new Publication(new PolicyName("story"), PolicyText.Of(scene), IfVersion: null, By: "stories"), default);
        Assert.IsType<PublishOutcome.Published>(published);
        return _start;
    }

    public async Task<DateTimeOffset> MoveClockAsync(DateTimeOffset to)
    {
        await engine.MoveToAsync(to);
        foreach (var key in _asked)
        {
            await SeeAsync(key);
        }

        return engine.Now;
    }

    public async Task<Told?> MakeAsync(Move move)
    {
        switch (move)
        {
            case Move.Recheck:
                return null;
            case Move.NameOwner(var owner):
                return await StoreAsync(Setting.OwnedBy(owner));
            case Move.ListExecutor(var executor):
                return await StoreAsync(new TenantChange.PutExecutor(new Executor(new ExecutorId(executor))));
            case Move.LimitPending(var perAgent):
                return await StoreAsync(new TenantChange.LimitPending(perAgent));
            case Move.RevokeKey:
                return await StoreAsync(new TenantChange.RevokeKey(Setting.AdminKeyOf(tenant)));
            case Move.Look(var key):
                return new Told(await SeeAsync(key) ?? "NotFound", null);
            default:
                var outcome = await CommandAsync(move);
                _outcomes.Add(outcome.GetType());
                return new Told(Telling.Of(outcome), null);
        }
    }

    public Task<bool> PutAsync(string name, Entry entry) => ChangeAsync(Setting.Person(name, entry, _start));

    public async Task RestartAsync(bool cleanly)
    {
        await (cleanly ? engine.RestartAsync() : engine.CrashAsync());
        if (isAwake)
        {
            await engine.StartAsync();
        }
    }

    public async Task<string?> SeeAsync(int key) =>
        await engine.Requests.FindAsync(tenant, Setting.IdOf(tenant, key), default) is { } request ? Telling.Seen(request) : null;

    public async Task CheckAsync(LifecycleModel model, DateTimeOffset now)
    {
        var directory = await engine.Tenants.FindAsync(tenant, default);
        Assert.Equal(model.Directory.NextChange(now), directory!.NextPeopleChange(now));
        if (isAwake)
        {
            foreach (var key in model.Requests.Keys)
            {
                await CheckDeliveriesAsync(Setting.IdOf(tenant, key), model.EffectsOf(key));
            }
        }
    }

    /// <summary>Exactly these effects are delivered, each at least once: those to people in this order, and those to the agent.</summary>
    private async Task CheckDeliveriesAsync(RequestId request, IReadOnlyList<string> effects)
    {
        while (DeliveredOf(request).Count < effects.Count)
        {
            var attempt = await engine.Channel.NextAsync();
            var delivered = DeliveredOf(attempt.Request);
            if (!delivered.Exists(d => d.Id == attempt.Id))
            {
                delivered.Add((attempt.Id, attempt.Effect));
            }
        }

        var lanes = DeliveredOf(request).ToLookup(d => d.Effect.Lane, d => Telling.Of(d.Effect));
        Assert.Equal(effects.Where(e => e != nameof(Effect.CallBack)), lanes[EffectLane.People]);
        Assert.Equal(effects.Where(e => e == nameof(Effect.CallBack)), lanes[EffectLane.Agent]);
    }

    private List<(EffectId Id, Effect Effect)> DeliveredOf(RequestId request) =>
        _delivered.TryGetValue(request, out var delivered) ? delivered : _delivered[request] = [];

    private async Task<object> CommandAsync(Move move)
    {
        var requests = engine.Requests;
        var id = Setting.IdOf(tenant, move.About!.Value);
        switch (move)
        {
            case Move.Submit submit:
                _asked.Add(submit.Key);
                return await requests.SubmitAsync(Setting.Submission(tenant, submit), default);
            case Move.Review review:
                return await requests.ReviewAsync(tenant, id, new ReviewerId(review.Who), Setting.Says(review, await DigestAsync(id)), default);
            case Move.Cancel cancel:
                return await requests.CancelAsync(tenant, id, Setting.CancelledBy(cancel), default);
            case Move.Claim claim:
                var answer = await requests.ClaimAsync(tenant, id, Setting.Command(claim, await DigestAsync(id)), default);
                CheckPermit(claim.Key, answer.Permit, answer.Outcome is ClaimOutcome.Granted);
                return answer.Outcome;
            case Move.Report report:
                return await requests.ReportAsync(tenant, id, Setting.Command(report), default);
            case Move.Resolve resolve:
                return await requests.ResolveAsync(tenant, id, Setting.Command(tenant, resolve), default);
            default:
                throw new ArgumentOutOfRangeException(nameof(move));
        }
    }

    /// <summary>There is one permit for each request, whoever asks how often.</summary>
    private void CheckPermit(int key, string? permit, bool granted)
    {
        Assert.Equal(granted, permit is not null);
        if (permit is not null)
        {
            _permits.TryAdd(key, permit);
            Assert.Equal(_permits[key], permit);
        }
    }

    private async Task<ActionDigest> DigestAsync(RequestId id) =>
        (await engine.Requests.FindAsync(tenant, id, default))?.Action.Digest ?? Setting.ActionOf(Scene.Pay).Digest;

    private async Task<Told> StoreAsync(TenantChange change)
    {
        Assert.True(await ChangeAsync(change));
        return new Told("Stored", null);
    }

    private async Task<bool> ChangeAsync(TenantChange change)
    {
        var outcome = await engine.Tenants.ChangeAsync(tenant, [change], default);
        _outcomes.Add(outcome.GetType());
        return outcome is TenantOutcome.Stored;
    }
}
