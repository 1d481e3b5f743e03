using System.Globalization;
using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Lists: the newest first, whole pages without gaps or repeats, and for everybody what is theirs to see.</summary>
public abstract class ListingConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly RequestFilter Everything = Demo.Everything;

    [Fact]
    public async Task List_HasTheNewestFirst()
    {
        var requests = await SubmitManyAsync(5, "pay");

        var page = await Engine.ListAsync(Everything);

        Assert.Equal(5, page.Items.Count);
        Assert.All(requests.Reverse().Zip(page.Items), pair => Comparing.AssertSame(pair.First, pair.Second));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task Pages_HaveNoGapsAndNoRepeatsWhileNewRequestsArrive()
    {
        var requests = await SubmitManyAsync(25, "pay");
        var sizes = new List<int>();
        var seen = new List<RequestId>();
        string? after = null;
        do
        {
            var page = await Engine.ListAsync(Everything with { After = after, Limit = 10 });
            sizes.Add(page.Items.Count);
            seen.AddRange(page.Items.Select(i => i.Id));
            after = page.Next;
            await SubmitManyAsync(7, $"late {sizes.Count}");
        }
        while (after is not null);

        Assert.Equal([10, 10, 5], sizes);
        Assert.Equal(requests.Reverse().Select(r => r.Id), seen);
    }

    [Fact]
    public async Task Pages_HaveEachRequestOnceWhileOthersAreDecidedAndArriveAtOnce()
    {
        var requests = await SubmitManyAsync(40, "pay");
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                await Engine.SubmitAsync(Demo.Payment($"late {i}"));
                await Engine.ReviewedAsync(requests[i], Demo.Alice, Verdict.Deny);
            }
        });

        var seen = await ListAllAsync(Everything with { Limit = 3 });
        await writing.InTime();

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(requests.Reverse().Select(r => r.Id), seen.Where(requests.Select(r => r.Id).Contains));
    }

    [Fact]
    public async Task PagesOverSeveralRoles_HaveEachRequestOnce()
    {
        var both = Demo.Viewer(Demo.Bob, Demo.Finance, Demo.Owner);
        var expected = new List<RequestId>();
        for (var i = 0; i < 12; i++)
        {
            var request = await Engine.SubmitAsync(i % 3 == 0 ? Demo.Release($"r {i}") : Demo.Payment($"p {i}"));
            expected.Insert(0, request.Id);
        }

        var denied = await Engine.SubmitAsync(Demo.Release("denied"));
        await Engine.ReviewedAsync(denied, Demo.Carol, Verdict.Deny);

        Assert.Equal(
            expected,
            await ListAllAsync(new RequestFilter { Viewer = both, ReviewableBy = both, Status = RequestStatus.Pending, Limit = 5 }));
    }

    [Fact]
    public async Task Places_HoldAfterACrash()
    {
        var requests = await SubmitManyAsync(7, "pay");
        var first = await Engine.ListAsync(Everything with { Limit = 4 });

        await Engine.CrashAsync();
        var second = await Engine.ListAsync(Everything with { Limit = 4, After = first.Next });

        Assert.Equal(requests.Reverse().Select(r => r.Id), first.Items.Concat(second.Items).Select(r => r.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task PageThatIsExactlyFull_IsTheLastWhereNothingFollows()
    {
        await SubmitManyAsync(3, "pay");

        Assert.Null((await Engine.ListAsync(Everything with { Limit = 3 })).Next);
        Assert.NotNull((await Engine.ListAsync(Everything with { Limit = 2 })).Next);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("first")]
    [InlineData("1; DROP TABLE requests")]
    [InlineData("req_00000000000000000000000000")]
    public async Task PlaceThatIsNone_IsRefused(string after)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Engine.ListAsync(Everything with { After = after }));
    }

    [Fact]
    public async Task Filters_LetThroughWhatTheyName()
    {
        var otherAgent = new AgentId("other-agent");
        var pending = await Engine.SubmitAsync(Demo.Payment("pending"));
        var allowed = await Engine.SubmitAsync(Demo.Payment("allowed", amount: 1));
        var release = await Engine.SubmitAsync(Demo.Release("release"));
        var foreign = await Engine.SubmitAsync(Demo.Ask("payment.send", "other", """{"amount":900}""", agent: otherAgent));
        await Engine.ReviewedAsync(release, Demo.Carol, Verdict.Deny);

        await AssertListsAsync(Everything, foreign, release, allowed, pending);
        await AssertListsAsync(Everything with { Status = RequestStatus.Pending }, foreign, pending);
        await AssertListsAsync(Everything with { Status = RequestStatus.Denied }, release);
        await AssertListsAsync(Everything with { Tool = "payment.send" }, foreign, allowed, pending);
        await AssertListsAsync(Everything with { Agent = otherAgent }, foreign);
        await AssertListsAsync(Everything with { Role = Demo.Finance }, foreign, pending);
        await AssertListsAsync(Everything with { Role = new RoleName("nobody") });
        await AssertListsAsync(
            Everything with { Agent = Demo.Agent, Tool = "payment.send", Status = RequestStatus.Pending }, pending);
    }

    [Fact]
    public async Task ReviewableBy_LeavesOutOnesOwnRequests()
    {
        var ownedAgent = new AgentId("agent-of-alice");
        await Engine.PutAsync(new TenantChange.PutAgent(new Agent(ownedAgent, Demo.Alice)));
        var owned = await Engine.SubmitAsync(Demo.Ask("payment.send", "owned", """{"amount":900}""", agent: ownedAgent));
        var onBehalf = await Engine.SubmitAsync(Demo.Payment("on behalf") with { OnBehalfOf = Demo.Alice });
        var stranger = await Engine.SubmitAsync(Demo.Payment("of a stranger"));
        await Engine.SubmitAsync(Demo.Release("of another role"));

        await AssertListsAsync(Everything with { ReviewableBy = Person(Demo.Alice, Demo.Finance) }, stranger);
        await AssertListsAsync(
            Everything with { ReviewableBy = Person(Demo.Bob, Demo.Finance) }, stranger, onBehalf, owned);
        await AssertListsAsync(Everything with { ReviewableBy = Person(Demo.Bob) });
    }

    [Fact]
    public async Task EveryViewer_SeesTheirOwnOnly()
    {
        var otherAgent = new AgentId("other-agent");
        var executor = new ExecutorId("payments");
        var payment = await Engine.SubmitApprovedAsync("payment");
        var release = await Engine.SubmitAsync(Demo.Ask("release.publish", "release", agent: otherAgent));
        var claim = Commands.ClaimOf(payment, "op") with { Claimant = new Claimant.Executor(executor) };
        await Engine.ClaimAsync(payment, claim);

        await AssertListsAsync(Of(new Viewer.Agent(Demo.Agent)), payment);
        await AssertListsAsync(Of(new Viewer.Agent(otherAgent)), release);
        await AssertListsAsync(Of(new Viewer.Executor(executor)), payment);
        await AssertListsAsync(Of(new Viewer.Executor(new ExecutorId("releases"))));
        await AssertListsAsync(Of(Person(Demo.Carol, Demo.Owner)), release);
        await AssertListsAsync(Of(Person(Demo.Alice, Demo.Finance)), payment);
        await AssertListsAsync(Of(Person(Demo.Alice)));
        await AssertListsAsync(Of(new Viewer.Auditor()), release, payment);
    }

    private static RequestFilter Of(Viewer viewer) => new() { Viewer = viewer };

    private static Viewer.Person Person(ReviewerId id, params RoleName[] roles) => Demo.Viewer(id, roles);

    private async Task<ApprovalRequest[]> SubmitManyAsync(int count, string key)
    {
        var requests = new ApprovalRequest[count];
        for (var i = 0; i < count; i++)
        {
            requests[i] = await Engine.SubmitAsync(Demo.Payment(key + i.ToString(CultureInfo.InvariantCulture)));
        }

        return requests;
    }

    /// <summary>The ids of all pages.</summary>
    private async Task<List<RequestId>> ListAllAsync(RequestFilter filter)
    {
        var seen = new List<RequestId>();
        do
        {
            var page = await Engine.ListAsync(filter);
            Assert.True(page.Items.Count <= filter.Limit, "A page holds more than was asked for.");
            seen.AddRange(page.Items.Select(i => i.Id));
            filter = filter with { After = page.Next };
        }
        while (filter.After is not null);
        return seen;
    }

    private async Task AssertListsAsync(RequestFilter filter, params ApprovalRequest[] expected) =>
        Assert.Equal(expected.Select(r => r.Id), (await Engine.ListAsync(filter)).Items.Select(r => r.Id));
}
