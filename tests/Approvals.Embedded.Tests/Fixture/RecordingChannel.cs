using System.Collections.Concurrent;
using System.Threading.Channels;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Embedded.Tests.Fixture;

/// <summary>One call of the channel.</summary>
internal sealed record Attempt(Delivery Delivery, DateTimeOffset At)
{
    public EffectId Id => Delivery.Id;

    public Effect Effect => Delivery.Effect;

    public RequestId Request => Delivery.Request.Id;
}

/// <summary>Records the calls, and answers them as the test wants.</summary>
internal sealed class RecordingChannel(TimeProvider time) : IChannel
{
    private readonly Channel<Attempt> _calls = Channel.CreateUnbounded<Attempt>();
    private readonly ConcurrentQueue<Attempt> _all = new();

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyCollection<Attempt> Attempts => _all;

    /// <summary>Fails or hangs, where it is not to succeed.</summary>
    public Func<Delivery, Task> Behaviour { get; set; } = static _ => Task.CompletedTask;

    public Task DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        var attempt = new Attempt(delivery, time.GetUtcNow());
        _all.Enqueue(attempt);
        _calls.Writer.TryWrite(attempt);
        return Behaviour(delivery);
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
}
