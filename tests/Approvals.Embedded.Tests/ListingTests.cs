using System.Globalization;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class ListingTests
{
    private static readonly RequestFilter Everything = new() { Viewer = new Viewer.Auditor() };

    [Fact]
    public async Task List_HasTheNewestFirst()
    {
        await using var engine = await TestEngine.NewAsync();
        var requests = await SubmitManyAsync(engine, 5, "pay");

        var page = await engine.ListAsync(Everything);

        Assert.Equal(5, page.Items.Count);
        Assert.All(requests.Reverse().Zip(page.Items), pair => Comparing.AssertSame(pair.First, pair.Second));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Pages_HaveNoGapsAndNoRepeatsWhileNewRequestsArrive()
    {
        await using var engine = await TestEngine.NewAsync();
        var requests = await SubmitManyAsync(engine, 25, "pay");
        var sizes = new List<int>();
        var seen = new List<RequestId>();
        string? after = null;
        do
        {
            var page = await engine.ListAsync(Everything with { After = after, Limit = 10 });
            sizes.Add(page.Items.Count);
            seen.AddRange(page.Items.Select(i => i.Id));
            after = page.Next;
            await SubmitManyAsync(engine, 7, $"late {sizes.Count}");
        }
        while (after is not null);

        Assert.Equal([10, 10, 5], sizes);
        Assert.Equal(requests.Reverse().Select(r => r.Id), seen);
    }

    [Fact]
    public async Task PageThatIsExactlyFull_IsTheLastWhereNothingFollows()
    {
        await using var engine = await TestEngine.NewAsync();
        await SubmitManyAsync(engine, 3, "pay");

        Assert.Null((await engine.ListAsync(Everything with { Limit = 3 })).Next);
        Assert.NotNull((await engine.ListAsync(Everything with { Limit = 2 })).Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("first")]
    [InlineData("1; DROP TABLE requests")]
    [InlineData("req_00000000000000000000000000")]
    public async Task PlaceThatIsNone_IsRefused(string after)
    {
        await using var engine = await TestEngine.NewAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => engine.ListAsync(Everything with { After = after }));
    }

    [Fact]
    public async Task Filters_LetThroughWhatTheyName()
    {
        await using var engine = await TestEngine.NewAsync();
        var otherAgent = new AgentId("other-agent");
        var pending = await engine.SubmitAsync(Demo.Payment("pending"));
        var allowed = await engine.SubmitAsync(Demo.Payment("allowed", amount: 1));
        var release = await engine.SubmitAsync(Demo.Release("release"));
        var foreign = await engine.SubmitAsync(Demo.Ask("payment.send", "other", """{"amount":900}""", agent: otherAgent));
        await engine.ReviewedAsync(release, Demo.Carol, Verdict.Deny);

        await AssertListsAsync(engine, Everything, foreign, release, allowed, pending);
        await AssertListsAsync(engine, Everything with { Status = RequestStatus.Pending }, foreign, pending);
        await AssertListsAsync(engine, Everything with { Status = RequestStatus.Denied }, release);
        await AssertListsAsync(engine, Everything with { Tool = "payment.send" }, foreign, allowed, pending);
        await AssertListsAsync(engine, Everything with { Agent = otherAgent }, foreign);
        await AssertListsAsync(engine, Everything with { Role = Demo.Finance }, foreign, pending);
        await AssertListsAsync(engine, Everything with { Role = new RoleName("nobody") });
        await AssertListsAsync(
            engine, Everything with { Agent = Demo.Agent, Tool = "payment.send", Status = RequestStatus.Pending }, pending);
    }

    [Fact]
    public async Task ReviewableBy_LeavesOutOnesOwnRequests()
    {
        await using var engine = await TestEngine.NewAsync();
        var ownedAgent = new AgentId("agent-of-alice");
        await engine.Engine.Tenants.ChangeAsync(
            Demo.Tenant,
            [new Core.Tenants.TenantChange.PutAgent(new Core.Tenants.Agent(ownedAgent, Demo.Alice))],
            default);
        var owned = await engine.SubmitAsync(Demo.Ask("payment.send", "owned", """{"amount":900}""", agent: ownedAgent));
        var onBehalf = await engine.SubmitAsync(Demo.Payment("on behalf") with { OnBehalfOf = Demo.Alice });
        var stranger = await engine.SubmitAsync(Demo.Payment("of a stranger"));
        await engine.SubmitAsync(Demo.Release("of another role"));

        await AssertListsAsync(engine, Everything with { ReviewableBy = Person(Demo.Alice, Demo.Finance) }, stranger);
        await AssertListsAsync(
            engine, Everything with { ReviewableBy = Person(Demo.Bob, Demo.Finance) }, stranger, onBehalf, owned);
        await AssertListsAsync(engine, Everything with { ReviewableBy = Person(Demo.Bob) });
    }

    [Fact]
    public async Task EveryViewer_SeesTheirOwnOnly()
    {
        await using var engine = await TestEngine.NewAsync();
        var otherAgent = new AgentId("other-agent");
        var executor = new ExecutorId("payments");
        var payment = await engine.SubmitApprovedAsync("payment");
        var release = await engine.SubmitAsync(Demo.Ask("release.publish", "release", agent: otherAgent));
        var claim = Commands.ClaimOf(payment, "op") with { Claimant = new Claimant.Executor(executor) };
        await engine.Engine.Requests.ClaimAsync(payment.Tenant, payment.Id, claim, default);

        await AssertListsAsync(engine, Of(new Viewer.Agent(Demo.Agent)), payment);
        await AssertListsAsync(engine, Of(new Viewer.Agent(otherAgent)), release);
        await AssertListsAsync(engine, Of(new Viewer.Executor(executor)), payment);
        await AssertListsAsync(engine, Of(new Viewer.Executor(new ExecutorId("releases"))));
        await AssertListsAsync(engine, Of(Person(Demo.Carol, Demo.Owner)), release);
        await AssertListsAsync(engine, Of(Person(Demo.Alice, Demo.Finance)), payment);
        await AssertListsAsync(engine, Of(Person(Demo.Alice)));
        await AssertListsAsync(engine, Of(new Viewer.Auditor()), release, payment);
    }

    private static RequestFilter Of(Viewer viewer) => new() { Viewer = viewer };

    private static Viewer.Person Person(ReviewerId id, params RoleName[] roles) => Demo.Viewer(id, roles);

    private static async Task<ApprovalRequest[]> SubmitManyAsync(TestEngine engine, int count, string key)
    {
        var requests = new ApprovalRequest[count];
        for (var i = 0; i < count; i++)
        {
            requests[i] = await engine.SubmitAsync(Demo.Payment(key + i.ToString(CultureInfo.InvariantCulture)));
        }

        return requests;
    }

    private static async Task AssertListsAsync(TestEngine engine, RequestFilter filter, params ApprovalRequest[] expected) =>
        Assert.Equal(expected.Select(r => r.Id), (await engine.ListAsync(filter)).Items.Select(r => r.Id));
}
