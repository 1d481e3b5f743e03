using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Embedded.Tests.Fixture;
using Approvals.Model.Running;

namespace Approvals.Embedded.Tests.Model;

/// <summary>The embedded engine. Where it is not started, what is due happens only where somebody looks.</summary>
internal sealed class StoryEngine : IStoryEngine, IAsyncDisposable
{
    private readonly HashSet<EffectId> _seen = [];
    private readonly Dictionary<RequestId, List<Effect>> _delivered = [];
    private readonly TestEngine _engine = TestEngine.Closed();

    public StoryEngine(bool started)
    {
        IsStarted = started;
        _engine.Open();
        StartIfWanted();
    }

    public IRequests Requests => _engine.Engine.Requests;

    public ITenants Tenants => _engine.Engine.Tenants;

    public IPolicies Policies => _engine.Engine.Policies;

    public bool IsStarted { get; }

    public DateTimeOffset Now => _engine.Time.GetUtcNow();

    public Task MoveToAsync(DateTimeOffset to)
    {
        _engine.Time.MoveTo(to);
        return Task.CompletedTask;
    }

    public async Task RestartAsync()
    {
        await _engine.ReopenAsync();
        StartIfWanted();
    }

    public async Task CrashAsync()
    {
        await _engine.CrashAsync();
        StartIfWanted();
    }

    public async Task UntilDeliveredAsync(RequestId request, IReadOnlyList<string> effects)
    {
        while (DeliveredOf(request).Count < effects.Count)
        {
            var attempt = await _engine.Channel.NextAsync();
            if (_seen.Add(attempt.Id))
            {
                DeliveredOf(attempt.Request).Add(attempt.Effect);
            }
        }

        var lanes = DeliveredOf(request).ToLookup(e => e.Lane, Telling.Of);
        Assert.Equal(effects.Where(e => e != nameof(Effect.CallBack)), lanes[EffectLane.People]);
        Assert.Equal(effects.Where(e => e == nameof(Effect.CallBack)), lanes[EffectLane.Agent]);
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private List<Effect> DeliveredOf(RequestId request)
    {
        if (!_delivered.TryGetValue(request, out var effects))
        {
            _delivered[request] = effects = [];
        }

        return effects;
    }

    private void StartIfWanted()
    {
        if (IsStarted)
        {
            _engine.Start();
        }
    }
}
