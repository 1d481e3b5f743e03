using Approvals.Channels.Gateways;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Ports;

namespace Approvals.Channels.Tests.Gateways;

/// <summary>One message at a time and no faster than the place takes them; what gathers goes together.</summary>
public sealed class PlaceQueueTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ManualTime _time = new();
    private readonly List<(DateTimeOffset At, string[] Items)> _sent = [];
    private Func<IReadOnlyList<string>, Task<IReadOnlyList<DeliveryResult>>> _behaviour = DoneAsync;

    [Fact]
    public async Task WhatGathers_GoesTogether_AfterTheInterval()
    {
        var queue = Queue();
        var first = queue.SendAsync("ask 1", default);
        await first.InTime();

        Task<DeliveryResult>[] others = [queue.SendAsync("ask 2", default), queue.SendAsync("note 1", default), queue.SendAsync("ask 3", default)];
        Assert.Single(_sent);
        await PassUntilAsync(Task.WhenAll([first, .. others]));

        Assert.Equal(["ask 1", "ask 2,ask 3", "note 1"], _sent.Select(s => string.Join(',', s.Items)));
        Assert.All(_sent.Zip(_sent.Skip(1)), p => Assert.True(p.Second.At - p.First.At >= Interval));
        Assert.Equal(new DeliveryResult.Done("ask 3"), await others[2]);
    }

    [Fact]
    public async Task PlaceThatTakesNothing_IsLeftAloneUntilItDoes()
    {
        var queue = Queue();
        queue.HoldUntil(_time.GetUtcNow() + TimeSpan.FromDays(100));
        queue.HoldUntil(_time.GetUtcNow());
        var sending = queue.SendAsync("ask 1", default);

        for (var minute = 0; minute < 10; minute++)
        {
            await Task.Yield();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Empty(_sent);
        Assert.False(sending.IsCompleted);
        Assert.False(queue.IsIdle);
    }

    [Fact]
    public async Task WhoeverStopsWaiting_IsNotSent()
    {
        var queue = Queue();
        await queue.SendAsync("ask 1", default).InTime();
        using var stop = new CancellationTokenSource();
        var left = queue.SendAsync("ask 2", stop.Token);
        var stayed = queue.SendAsync("ask 3", default);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left.InTime());
        await PassUntilAsync(stayed);
        Assert.Equal(["ask 1", "ask 3"], _sent.Select(s => string.Join(',', s.Items)));
    }

    [Fact]
    public async Task Failure_IsOfThoseThatWentTogether_AndTheOthersGoOn()
    {
        _behaviour = items => items[0] == "ask 1" ? throw new IOException("No line.") : DoneAsync(items);
        var queue = Queue();
        var failing = queue.SendAsync("ask 1", default);
        await Assert.ThrowsAsync<IOException>(() => failing.InTime());

        await PassUntilAsync(queue.SendAsync("ask 2", default));

        Assert.Equal(2, _sent.Count);
    }

    [Fact]
    public async Task ManyPlaces_AreForgottenWhenTheyAreIdle()
    {
        var places = new Places<int, string>(_ => Queue());
        var first = places.Of(0);
        await first.SendAsync("ask 1", default).InTime();
        var busy = places.Of(1);
        busy.HoldUntil(_time.GetUtcNow() + TimeSpan.FromHours(1));
        _ = busy.SendAsync("ask 2", default);
        _time.Advance(Interval);

        for (var i = 2; i < 1_100; i++)
        {
            places.Of(i);
        }

        Assert.Same(busy, places.Of(1));
        Assert.NotSame(first, places.Of(0));
    }

    private static Task<IReadOnlyList<DeliveryResult>> DoneAsync(IReadOnlyList<string> items) =>
        Task.FromResult<IReadOnlyList<DeliveryResult>>([.. items.Select(i => new DeliveryResult.Done(i))]);

    private PlaceQueue<string> Queue() => new(
        Interval,
        item => item.Split(' ')[0],
        items =>
        {
            _sent.Add((_time.GetUtcNow(), [.. items]));
            return _behaviour(items);
        },
        _time);

    private async Task PassUntilAsync(Task condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(1, limit.Token);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await condition;
    }
}
