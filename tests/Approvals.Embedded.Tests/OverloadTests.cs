using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class OverloadTests
{
    [Fact]
    public async Task CommandsBeyondTheQueue_AreRefusedAtOnceAndThoseWithinItAnswered()
    {
        await using var engine = await TestEngine.NewAsync(queueLength: 3);
        var refused = Demo.Payment("too many");
        Task<ApprovalRequest>[] accepted;
        await using (await engine.HoldWriterAsync())
        {
            accepted = [.. Enumerable.Range(1, 3).Select(i => engine.SubmitAsync(Demo.Payment($"pay {i}")))];

            var submission = engine.Engine.Requests.SubmitAsync(refused, default);
            var change = engine.Engine.Tenants.ChangeAsync(Demo.Tenant, [Demo.Key("k1")], default);

            Assert.True(submission.IsFaulted && change.IsFaulted, "A refusal does not wait for the writer.");
            var overloaded = await Assert.ThrowsAsync<OverloadedException>(() => submission);
            Assert.True(overloaded.RetryAfter > TimeSpan.Zero);
            await Assert.ThrowsAsync<OverloadedException>(() => change);
            Assert.DoesNotContain(accepted, a => a.IsCompleted);
        }

        foreach (var request in await Task.WhenAll(accepted))
        {
            Comparing.AssertSame(request, await engine.FindAsync(request));
        }

        Assert.Null(await engine.Engine.Requests.FindAsync(refused.Tenant, refused.Id, default));
        await engine.SubmitAsync(refused);
    }

    [Fact]
    public async Task Readers_DoNotWaitForTheWriter()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await using (await engine.HoldWriterAsync())
        {
            Comparing.AssertSame(request, await engine.FindAsync(request));
            Assert.NotEmpty((await engine.ListAsync(new RequestFilter { Viewer = new Viewer.Auditor() })).Items);
        }
    }

    [Fact]
    public async Task CommandThatNobodyWaitsForAnyMore_IsCarriedOutAllTheSame()
    {
        await using var engine = await TestEngine.NewAsync();
        using var cancellation = new CancellationTokenSource();
        var submission = Demo.Payment("pay");
        await using (await engine.HoldWriterAsync())
        {
            var submitting = engine.Engine.Requests.SubmitAsync(submission, cancellation.Token);
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submitting);
        }

        Assert.IsType<SubmitOutcome.Repeated>(await engine.Engine.Requests.SubmitAsync(submission, default).InTime());
    }

    [Fact]
    public async Task WhatWasTakenOn_IsFinishedWhenTheEngineCloses()
    {
        await using var engine = await TestEngine.NewAsync();
        var open = engine.Engine;
        Task<ApprovalRequest> submitting;
        Task closing;
        await using (await engine.HoldWriterAsync())
        {
            submitting = engine.SubmitAsync(Demo.Payment("pay"));
            closing = Task.Run(engine.CloseAsync);
        }

        var request = await submitting;
        await closing;

        Assert.False(open.IsReady);
        await Assert.ThrowsAsync<EngineException>(() => open.Requests.SubmitAsync(Demo.Payment("too late"), default));
        engine.Open();
        Comparing.AssertSame(request, await engine.FindAsync(request));
    }
}
