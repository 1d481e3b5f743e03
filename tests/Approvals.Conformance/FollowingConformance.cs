using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Following: whoever has seen a version is told of the next, whatever made it.</summary>
public abstract class FollowingConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task EveryChange_WakesWhoHasSeenTheOneBefore()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var begin = Engine.Now;

        request = await NextAsync(request, () => Engine.ReviewedAsync(request, Demo.Alice));
        Assert.Equal(RequestStatus.Pending, request.Status);
        request = await NextAsync(request, () => Engine.ReviewedAsync(request, Demo.Bob));
        Assert.Equal(RequestStatus.Approved, request.Status);
        request = await NextAsync(request, () => Engine.ClaimAsync(request));
        Assert.Equal(ExecutionState.Claimed, request.Execution);
        request = await NextAsync(request, () => Engine.ReportAsync(request));
        Assert.Equal(ExecutionState.Succeeded, request.Execution);
        Assert.Equal(begin, Engine.Now);
    }

    [Fact]
    public async Task WhatWasMissed_IsAnsweredAtOnce()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var reviewed = await Engine.ReviewedAsync(request, Demo.Alice);

        Comparing.AssertSame(reviewed, await FollowAsync(request));
    }

    [Fact]
    public async Task EveryFollower_IsWoken()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var following = Enumerable.Range(1, 16).Select(_ => FollowAsync(request)).ToArray();

        var reviewed = await Engine.ReviewedAsync(request, Demo.Alice);

        Assert.All(await Task.WhenAll(following), found => Comparing.AssertSame(reviewed, found));
    }

    [Fact]
    public async Task NothingHappening_EndsAtTheLimitWithTheSameVersion()
    {
        var request = await Engine.SubmitPatientAsync("sign");
        var begin = Engine.Now;

        Comparing.AssertSame(request, await Engine.PassUntilAsync(FollowAsync(request)));
        Assert.True(Engine.Now >= begin + Limit, "Its time was not over.");
    }

    [Fact]
    public async Task FollowingThatIsCancelled_EndsWithoutTimePassing()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        using var cancellation = new CancellationTokenSource();
        var following = Engine.Requests.WaitForChangeAsync(request.Tenant, request.Id, request.Version, Limit, cancellation.Token).InTime();

        await cancellation.CancelAsync();

        Comparing.AssertSame(request, await following);
    }

    [Fact]
    public async Task UnknownRequest_IsAnsweredAtOnceWithNone()
    {
        var id = RequestId.Derive(Demo.Tenant, Demo.Agent, "never asked");

        Assert.Null(await Engine.Requests.WaitForChangeAsync(Demo.Tenant, id, 0, Limit, default).InTime());
    }

    private Task<ApprovalRequest?> FollowAsync(ApprovalRequest seen) =>
        Engine.Requests.WaitForChangeAsync(seen.Tenant, seen.Id, seen.Version, Limit, default).InTime();

    private async Task<ApprovalRequest> NextAsync(ApprovalRequest seen, Func<Task> change)
    {
        var following = FollowAsync(seen);
        Assert.False(following.IsCompleted, "Nothing has happened yet.");
        await change();
        var next = await following;
        Assert.NotNull(next);
        Assert.True(next.Version > seen.Version);
        return next;
    }
}
