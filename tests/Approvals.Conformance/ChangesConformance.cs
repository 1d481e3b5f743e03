using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Whoever follows all requests of a tenant misses none, whatever happens to the engine.</summary>
public abstract class ChangesConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly Viewer Everything = new Viewer.Auditor();

    [Fact]
    public async Task EveryChange_ComesInItsOrder()
    {
        var place = await BeginAsync();
        var first = await Engine.SubmitAsync(Demo.Payment("first"));
        place = await NextAsync(place, (first.Id, 1));
        var second = await Engine.SubmitAsync(Demo.Payment("second"));
        place = await NextAsync(place, (second.Id, 1));

        var reviewed = await Engine.ReviewedAsync(first, Demo.Alice);
        place = await NextAsync(place, (first.Id, reviewed.Version));
        await Engine.CancelAsync(second);
        place = await NextAsync(place, (second.Id, 2));

        Assert.Empty((await FollowAsync(place)).Items);
    }

    [Fact]
    public async Task WhoWasAway_HasEachThatChangedOnce_AsItStands()
    {
        var place = await BeginAsync();
        var first = await Engine.SubmitAsync(Demo.Payment("first"));
        var second = await Engine.SubmitAsync(Demo.Payment("second"));
        await Engine.ReviewedAsync(first, Demo.Alice);
        var approved = await Engine.ReviewedAsync(first, Demo.Bob);
        await Engine.CrashAsync();
        await Engine.StartAsync();

        var items = await UntilAsync(place, 2);

        Assert.Equal([second.Id, first.Id], items.Select(i => i.Request.Id));
        Comparing.AssertSame(approved, items[1].Request);
    }

    [Fact]
    public async Task PlaceOfAnEvent_IsWhereItGoesOn()
    {
        var place = await BeginAsync();
        foreach (var name in Enumerable.Range(1, 5))
        {
            await Engine.SubmitAsync(Demo.Payment($"pay-{name}"));
        }

        var all = await UntilAsync(place, 5);
        var page = await Engine.Changes.FollowAsync(Demo.Tenant, Everything, all[1].Place, 2, TimeSpan.Zero, default);
        Assert.Equal(all.Skip(2).Take(2).Select(i => i.Place), page.Items.Select(i => i.Place));
        Assert.Equal(page.Items[^1].Place, page.Next);
        var rest = await Engine.Changes.FollowAsync(Demo.Tenant, Everything, page.Next, 2, TimeSpan.Zero, default);
        Assert.Equal(all[^1].Place, Assert.Single(rest.Items).Place);
    }

    [Fact]
    public async Task WhoWaits_IsWokenByTheNextChange()
    {
        var place = await BeginAsync();
        var following = Engine.Changes.FollowAsync(Demo.Tenant, Everything, place, 10, TimeSpan.FromMinutes(1), default);
        Assert.False(following.IsCompleted);

        var request = await Engine.SubmitAsync(Demo.Payment("pay"));

        Assert.Equal(request.Id, Assert.Single((await Engine.PassUntilAsync(following)).Items).Request.Id);
    }

    [Fact]
    public async Task WhoStopsWaiting_IsLetGo()
    {
        var place = await BeginAsync();
        using var stop = new CancellationTokenSource();
        var following = Engine.Changes.FollowAsync(Demo.Tenant, Everything, place, 10, TimeSpan.FromMinutes(1), stop.Token);

        await stop.CancelAsync();

        Assert.Empty((await following.WaitAsync(TimeSpan.FromSeconds(20))).Items);
    }

    [Fact]
    public async Task EachSeesTheirOwn_AndNoTenantAnothers()
    {
        var place = await BeginAsync();
        var other = (await Engine.Changes.FollowAsync(Demo.OtherTenant, Everything, null, 10, TimeSpan.Zero, default)).Next;
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        Assert.Single(await UntilAsync(place, 1));

        Assert.Empty((await Engine.Changes.FollowAsync(Demo.OtherTenant, Everything, other, 10, TimeSpan.Zero, default)).Items);
        var others = await FollowAsync(place, new Viewer.Agent(new AgentId("another")));
        Assert.Empty(others.Items);
        // What one may not see is passed over.
        Assert.NotEqual(place, others.Next);
        Assert.Empty((await FollowAsync(place, new Viewer.Executor(new ExecutorId("bank")))).Items);
        Assert.Equal(request.Id, Assert.Single((await FollowAsync(place, new Viewer.Agent(Demo.Agent))).Items).Request.Id);
        var tenant = await Engine.Tenants.FindAsync(Demo.Tenant, default);
        var alice = new Viewer.Person(tenant!.StandingOf(Demo.Alice, Engine.Now)!);
        var carol = new Viewer.Person(tenant.StandingOf(Demo.Carol, Engine.Now)!);
        Assert.Single((await FollowAsync(place, alice)).Items);
        Assert.Empty((await FollowAsync(place, carol)).Items);
    }

    [Fact]
    public async Task WhatIsToldToPeople_IsNoChange()
    {
        await Engine.StartAsync();
        var place = await BeginAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var items = await UntilAsync(place, 1);

        await Engine.Channel.TakenAsync([(request.Id, typeof(Effect.AskReviewers))]);

        Assert.Empty((await FollowAsync(items[0].Place)).Items);
    }

    [Fact]
    public async Task PlaceThatIsNone_OrWasNeverComeTo_IsRefused()
    {
        var place = await BeginAsync();
        var parts = place.Split('.');
        parts[1] = new string('9', 18);
        string[] others = ["", "x", "-1", "0123456789abcdef.0", "1-00000001.18446744073709551615.0", "9223372036854775807", "1.2.3.4", string.Join('.', parts)];
        foreach (var other in others)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => FollowAsync(other));
        }
    }

    private async Task<string> BeginAsync()
    {
        var page = await Engine.Changes.FollowAsync(Demo.Tenant, Everything, after: null, 10, TimeSpan.FromMinutes(1), default);
        Assert.Empty(page.Items);
        return page.Next;
    }

    private Task<ChangePage> FollowAsync(string place, Viewer? viewer = null) =>
        Engine.Changes.FollowAsync(Demo.Tenant, viewer ?? Everything, place, 10, TimeSpan.Zero, default);

    private async Task<string> NextAsync(string place, (RequestId Id, int Version) expected)
    {
        var item = Assert.Single(await UntilAsync(place, 1));
        Assert.Equal(expected, (item.Request.Id, item.Request.Version));
        return item.Place;
    }

    /// <summary>A transaction of somebody else's may hold a change back for a moment.</summary>
    private async Task<IReadOnlyList<ChangedRequest>> UntilAsync(string place, int count)
    {
        for (var patience = 0; ; patience++)
        {
            var page = await FollowAsync(place);
            if (page.Items.Count >= count || patience == 100)
            {
                Assert.Equal(count, page.Items.Count);
                return page.Items;
            }

            await Task.Delay(50);
        }
    }
}
