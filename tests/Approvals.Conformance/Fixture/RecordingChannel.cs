using System.Collections.Concurrent;
using System.Threading.Channels;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Conformance.Fixture;

/// <summary>One call of the channel.</summary>
public sealed record Attempt(Delivery Delivery, DateTimeOffset At)
{
    public EffectId Id => Delivery.Id;

    public Effect Effect => Delivery.Effect;

    public RequestId Request => Delivery.Request.Id;
}

/// <summary>Records the calls, and answers them as the test wants.</summary>
public sealed class RecordingChannel(TimeProvider time) : IChannel
{
    private readonly Channel<Attempt> _calls = Channel.CreateUnbounded<Attempt>();
    private readonly ConcurrentQueue<Attempt> _all = new();
    private readonly ConcurrentQueue<Attempt> _taken = new();
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyCollection<Attempt> Attempts => _all;

    /// <summary>The calls that returned and so acknowledged their effects, in order.</summary>
    public IReadOnlyCollection<Attempt> Taken => _taken;

    /// <summary>Fails or hangs, where it is not to succeed.</summary>
    public Func<Delivery, Task> Behaviour { get; set; } = static _ => Task.CompletedTask;

    /// <summary>What it says that it did.</summary>
    public Func<Delivery, DeliveryResult> Outcome { get; set; } = static _ => new DeliveryResult.Done();

    public async Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        var attempt = new Attempt(delivery, time.GetUtcNow());
        _all.Enqueue(attempt);
        _calls.Writer.TryWrite(attempt);
        await Behaviour(delivery);
        _taken.Enqueue(attempt);
        Interlocked.Exchange(ref _more, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        return Outcome(delivery);
    }

    /// <summary>The next call that no one took yet.</summary>
    public Task<Attempt> NextAsync() => _calls.Reader.ReadAsync().AsTask().InTime();

    /// <summary>The next call with this effect; those before it are passed over.</summary>
    public async Task<Attempt> NextAsync<TEffect>(RequestId request)
        where TEffect : Effect
    {
        while (true)
        {
            if (await NextAsync() is { Effect: TEffect } attempt && attempt.Request == request)
            {
                return attempt;
            }
        }
    }

    /// <summary>The calls so far, once such effects of all these requests were acknowledged.</summary>
    public async Task<IReadOnlyList<Attempt>> TakenAsync(IEnumerable<(RequestId Request, Type Effect)> expected)
    {
        var missing = expected.ToHashSet();
        while (true)
        {
            var more = Volatile.Read(ref _more).Task;
            var taken = _taken.Where(a => missing.Contains((a.Request, a.Effect.GetType()))).ToList();
            if (taken.Select(a => (a.Request, a.Effect.GetType())).ToHashSet().SetEquals(missing))
            {
                return taken;
            }

            await more.InTime();
        }
    }
}
