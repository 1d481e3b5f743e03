using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>The directory changes while requests wait: who leaves counts at once, who comes from the next tier on.</summary>
public abstract class PeopleConformance(OpenEngine open) : ConformanceTest(open)
{
    private const string WithATier = "{ threshold: 2, roles: [finance], timeout: 30d, escalate: [{ after: 5d, roles: [director] }] }";

    private static readonly TimeSpan Tier = TimeSpan.FromDays(5);
    private static readonly ReviewerId Dave = new("dave");
    private static readonly ReviewerId Dan = new("dan");

    [Fact]
    public async Task WhoCameAfterTheAsking_ReviewsFromTheNextTierOn()
    {
        await Engine.PutAsync(Demo.Person(Dan, new RoleName("director")));
        await Engine.EscalateAsync("ship", WithATier);
        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));
        await Engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Engine.PutAsync(Demo.Person(Dave, Demo.Finance));
        await Engine.MoveToAsync(request.CreatedAt + Tier);
        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Dave));

        await Engine.MovePastAsync(request.CreatedAt + Tier);

        Assert.Equal([Dave], (await Engine.ReviewedAsync(request, Dave)).Reviews.Select(r => r.Reviewer));
    }

    [Fact]
    public async Task RoleThatWasLostAndGivenAgain_CountsFromTheSecondTime()
    {
        await Engine.PutAsync(Demo.Person(Dave, Demo.Finance));
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Engine.PutAsync(Demo.Person(Dave));
        await Engine.PutAsync(Demo.Person(Dave, Demo.Finance));

        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Dave));
        Assert.Single((await Engine.ReviewedAsync(await Engine.SubmitAsync(Demo.Payment("later")), Dave)).Reviews);
    }

    [Fact]
    public async Task PeopleAndSinceWhen_AreThereAfterACrash()
    {
        await Engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Engine.PutAsync(Demo.Person(Dave, Demo.Finance));
        await Engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Engine.PutAsync(Demo.Person(Dave, Demo.Finance, Demo.Owner));
        var before = (await Engine.FoundAsync(Demo.Tenant)).FindReviewer(Dave)!;

        await Engine.CrashAsync();

        var after = (await Engine.FoundAsync(Demo.Tenant)).FindReviewer(Dave)!;
        Assert.Equal(before.Since, after.Since);
        Assert.Equal(before.Grants!.Value, after.Grants!.Value);
        Assert.Equal(Engine.Now, after.Grants.Value.Single(g => g.Role == Demo.Owner).Since);
    }

    [Fact]
    public async Task SlotThatALeaverLeavesOpen_FallsToOwnersAtTheNextReview()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.PutAsync(Demo.Person(Demo.Bob));

        await Engine.ReviewedAsync(request, Demo.Alice);

        Assert.Equal(RequestStatus.Approved, (await Engine.ReviewedAsync(request, Demo.Carol)).Status);
    }

    [Fact]
    public async Task QuorumThatLeaversMakeImpossible_IsNeverApproved()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.PutAsync(Demo.Person(Demo.Bob), Demo.Person(Demo.Carol));

        await Engine.ReviewAsync(request, Demo.Alice);

        var denied = await Engine.FoundAsync(request);
        Assert.Equal((RequestStatus.Denied, Decision.QuorumImpossible), (denied.Status, denied.Decision!.Code));
    }

    [Fact]
    public async Task OwnersAreAsked_AsSoonAsALeaverLeavesASlotThatNobodyElseFills()
    {
        await Engine.StartAsync();
        var request = await Engine.SubmitPatientAsync("sign");
        await Engine.PutAsync(Demo.Person(Demo.Bob));

        var asked = await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AskOwners>(request.Id));

        Assert.Equal(new Effect.AskOwners(0), asked.Effect);
        Assert.Equal(RequestStatus.Pending, asked.Delivery.Request.Status);
        await Engine.ReviewedAsync(request, Demo.Carol);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task QuorumThatLeaversMakeImpossible_IsDeniedWithoutAnybodyReviewing(bool crash)
    {
        var request = await Engine.SubmitPatientAsync("sign");
        await Engine.EscalateAsync("ship", "{ roles: [owner], timeout: 30d }");
        var other = await Engine.SubmitAsync(Demo.Ask("ship", "of other people"));
        await Engine.PutAsync(Demo.Person(Demo.Bob), Demo.Person(Demo.Alice));
        if (crash)
        {
            await Engine.CrashAsync();
        }

        await Engine.StartAsync();

        var announced = await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id));
        Assert.Equal(Decision.QuorumImpossible, announced.Delivery.Request.Decision!.Code);
        Assert.Equal(RequestStatus.Pending, (await Engine.FoundAsync(other)).Status);
    }

    [Fact]
    public async Task DenialByALeaver_WakesWhoeverWaits()
    {
        await Engine.StartAsync();
        var request = await Engine.SubmitPatientAsync("sign");
        var waiting = Engine.WaitAsync(request, TimeSpan.FromDays(30));

        await Engine.PutAsync(Demo.Person(Demo.Bob), Demo.Person(Demo.Alice));

        Assert.Equal(RequestStatus.Denied, (await Engine.PassUntilAsync(waiting))!.Status);
    }

    [Fact]
    public async Task Deputy_ReviewsInSomebodysSteadAndSharesTheirSlot()
    {
        await Engine.PutAsync(Demo.Person(Dave), WithDeputy(Demo.Alice, new Deputy { Id = Dave }));
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));

        var reviewed = await Engine.ReviewedAsync(request, Dave);
        Assert.Equal(RequestStatus.Pending, (await Engine.ReviewedAsync(request, Demo.Alice)).Status);
        var approved = await Engine.ReviewedAsync(request, Demo.Bob);

        Assert.Equal(Dave, Assert.Single(reviewed.Reviews).Reviewer);
        Assert.Equal(RequestStatus.Approved, approved.Status);
        await Engine.CrashAsync();
        Comparing.AssertSame(approved, await Engine.FindAsync(request));
    }

    [Fact]
    public async Task Deputy_ServesToTheTickOfTheEnd()
    {
        var until = Engine.Now + TimeSpan.FromMinutes(5);
        await Engine.PutAsync(Demo.Person(Dave), Demo.Person(Dan, Demo.Finance), WithDeputy(Demo.Alice, new Deputy { Id = Dave, Until = until }));
        var inTime = await Engine.SubmitAsync(Demo.Payment("in time"));
        var late = await Engine.SubmitAsync(Demo.Payment("late"));

        await Engine.MoveToAsync(until);
        await Engine.ReviewedAsync(inTime, Dave);

        await Engine.MovePastAsync(until);
        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(late, Dave));
    }

    [Fact]
    public async Task DeputyOfWhoeverAsks_IsKeptOut()
    {
        await Engine.PutAsync(
            Demo.Person(Dave, Demo.Finance),
            Demo.Person(Dan, Demo.Finance),
            WithDeputy(Demo.Alice, new Deputy { Id = Dave }),
            new TenantChange.PutAgent(new Agent(Demo.Agent, Demo.Alice)));
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));

        Assert.IsType<ReviewOutcome.SelfReview>(await Engine.ReviewAsync(request, Dave));
        await Engine.ReviewedAsync(request, Dan);
    }

    private static TenantChange WithDeputy(ReviewerId person, Deputy deputy) => new TenantChange.PutReviewer(new Reviewer
    {
        Id = person,
        Roles = [Demo.Finance],
        Identities = [new Identity(Demo.Issuer, person.Value)],
        Deputies = [deputy],
    });
}
