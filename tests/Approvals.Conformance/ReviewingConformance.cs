using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Reviews: who may give them, when they decide, and that what was accepted stays.</summary>
public abstract class ReviewingConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly ReviewerId Dave = new("dave");
    private static readonly ReviewerId Erin = new("erin");
    private static readonly RoleName Security = new("security");

    [Fact]
    public async Task LastApprovalThatIsNeeded_Decides()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var reviewed = await Engine.ReviewedAsync(request, Demo.Alice);
        await Engine.AdvanceAsync(TimeSpan.FromMinutes(1));

        var approved = await Engine.ReviewedAsync(request, Demo.Bob);

        Assert.Equal((RequestStatus.Pending, RequestStatus.Approved), (reviewed.Status, approved.Status));
        Assert.Equal(DecidedBy.People, approved.Decision!.By);
        Assert.Equal(Engine.Now, approved.Decision.At);
        Assert.Equal([Demo.Alice, Demo.Bob], approved.Decision.Reviewers);
        Comparing.AssertSame(approved, await Engine.FindAsync(request));
    }

    [Fact]
    public async Task Review_IsRecordedAsItWasGiven()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.AdvanceAsync(TimeSpan.FromTicks(7));
        var input = new ReviewInput(Verdict.Approve, "Fine — für mich", request.Action.Digest, "tests", Proof.Account);

        await Engine.Requests.ReviewAsync(request.Tenant, request.Id, Demo.Alice, input, default);

        var review = Assert.Single((await Engine.FoundAsync(request)).Reviews);
        Assert.Equal((Demo.Alice, Verdict.Approve, "Fine — für mich"), (review.Reviewer, review.Verdict, review.Comment));
        Assert.Equal(("tests", Engine.Now, request.Action.Digest), (review.Channel, review.At, review.Digest));
        Assert.Equal([Demo.Finance], review.Roles);
    }

    [Fact]
    public async Task Denial_DecidesWhereOneIsEnough()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.ReviewedAsync(request, Demo.Alice);

        var denied = await Engine.ReviewedAsync(request, Demo.Bob, Verdict.Deny);

        Assert.Equal(RequestStatus.Denied, denied.Status);
        Assert.Equal([Demo.Bob], denied.Decision!.Reviewers);
    }

    [Fact]
    public async Task Denials_AreCountedWhereSeveralAreNeeded()
    {
        await Engine.EscalateAsync("ship", "{ roles: [finance], denials: 2 }");
        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));

        Assert.Equal(RequestStatus.Pending, (await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny)).Status);
        Assert.Equal(RequestStatus.Denied, (await Engine.ReviewedAsync(request, Demo.Bob, Verdict.Deny)).Status);
    }

    [Fact]
    public async Task PersonOfTwoGroups_FillsTheSlotThatOthersLeave()
    {
        await Engine.PutAsync(Demo.Person(Dave, Demo.Finance, Security), Demo.Person(Erin, Security));
        await Engine.EscalateAsync("ship", "{ groups: [{ roles: [finance] }, { roles: [security] }] }");
        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));

        Assert.Equal(RequestStatus.Pending, (await Engine.ReviewedAsync(request, Dave)).Status);
        Assert.Equal(RequestStatus.Approved, (await Engine.ReviewedAsync(request, Demo.Alice)).Status);
    }

    [Fact]
    public async Task SeveralRules_MustAllBeMet()
    {
        await Engine.EscalateAsync("ship", "{ roles: [finance] }", "{ roles: [owner] }");
        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));

        Assert.Equal(RequestStatus.Pending, (await Engine.ReviewedAsync(request, Demo.Alice)).Status);
        Assert.Equal(RequestStatus.Pending, (await Engine.ReviewedAsync(request, Demo.Bob)).Status);
        Assert.Equal(RequestStatus.Approved, (await Engine.ReviewedAsync(request, Demo.Carol)).Status);
    }

    [Fact]
    public async Task GroupsInOrder_AreAskedOneAfterTheOther()
    {
        await Engine.EscalateAsync("ship", "{ groups: [{ roles: [finance] }, { roles: [owner] }], inOrder: true }");
        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));
        var other = await Engine.SubmitAsync(Demo.Ask("ship", "other"));

        Assert.IsType<ReviewOutcome.NotYetAsked>(await Engine.ReviewAsync(request, Demo.Carol));
        await Engine.ReviewedAsync(request, Demo.Alice);
        Assert.Equal(RequestStatus.Approved, (await Engine.ReviewedAsync(request, Demo.Carol)).Status);
        Assert.Equal(RequestStatus.Denied, (await Engine.ReviewedAsync(other, Demo.Carol, Verdict.Deny)).Status);
    }

    [Fact]
    public async Task PersonByName_IsAskedWhateverTheirRoles()
    {
        await Engine.EscalateAsync("ship", "{ reviewers: [bob] }");
        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));

        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Demo.Alice));
        Assert.Equal(RequestStatus.Approved, (await Engine.ReviewedAsync(request, Demo.Bob)).Status);
    }

    [Fact]
    public async Task LostRole_CountsAtOnceForReviewsToCome()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var reviewed = await Engine.ReviewedAsync(request, Demo.Alice);
        await Engine.PutAsync(Demo.Person(Demo.Alice), Demo.Person(Demo.Bob), Demo.Person(Dave, Demo.Finance));

        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Demo.Bob));

        Assert.Equal(reviewed.Reviews.Select(r => r.Reviewer), (await Engine.FoundAsync(request)).Reviews.Select(r => r.Reviewer));
    }

    [Fact]
    public async Task DeactivatedPerson_MayNotReview()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.PutAsync(new TenantChange.PutReviewer(
            new Reviewer { Id = Demo.Bob, Roles = [Demo.Finance], Active = false }));

        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Demo.Bob));
        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Demo.Bob, Verdict.Deny));
    }

    [Fact]
    public async Task OwnRequest_IsNobodysToReview()
    {
        await Engine.PutAsync(
            new TenantChange.PutAgent(new Agent(Demo.Agent, Demo.Alice)), Demo.Person(Dave, Demo.Finance), Demo.Person(Erin, Demo.Finance));
        var request = await Engine.SubmitAsync(Demo.Payment("pay") with { OnBehalfOf = Demo.Bob });

        Assert.IsType<ReviewOutcome.SelfReview>(await Engine.ReviewAsync(request, Demo.Alice));
        Assert.IsType<ReviewOutcome.SelfReview>(await Engine.ReviewAsync(request, Demo.Bob, Verdict.Deny));
        Comparing.AssertSame(request, await Engine.FindAsync(request));
    }

    [Fact]
    public async Task OwnerThatThePolicyExempts_MayReview()
    {
        await Engine.PutAsync(new TenantChange.PutAgent(new Agent(Demo.Agent, Demo.Alice)));
        await Engine.EscalateAsync("ship", "{ roles: [finance], separateOwner: false }");
        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));

        Assert.Equal(RequestStatus.Approved, (await Engine.ReviewedAsync(request, Demo.Alice)).Status);
    }

    [Fact]
    public async Task ReviewOfSomethingElse_IsToldWhatIsAsked()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var seen = Demo.Payment("pay", amount: 501).Action.Digest;

        var outcome = await Engine.Requests.ReviewAsync(
            request.Tenant, request.Id, Demo.Alice, Verdict.Approve.Says(seen), default);

        Assert.Equal(request.Action.Digest, Assert.IsType<ReviewOutcome.DigestMismatch>(outcome).Expected);
        Comparing.AssertSame(request, await Engine.FindAsync(request));
    }

    [Fact]
    public async Task SecondVerdict_IsRefusedAndTheFirstIsRepeated()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var reviewed = await Engine.ReviewedAsync(request, Demo.Alice);

        var other = await Engine.ReviewAsync(request, Demo.Alice, Verdict.Deny);
        var same = await Engine.ReviewAsync(request, Demo.Alice);

        Assert.Equal(Verdict.Approve, Assert.IsType<ReviewOutcome.AlreadyReviewed>(other).Review.Verdict);
        Comparing.AssertSame(reviewed, Assert.IsType<ReviewOutcome.Repeated>(same).Request);
        Comparing.AssertSame(reviewed, await Engine.FindAsync(request));
    }

    [Fact]
    public async Task ReviewAfterTheDecision_IsToldItAndByWhom()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var denied = await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        var refused = Assert.IsType<ReviewOutcome.AlreadyDecided>(await Engine.ReviewAsync(request, Demo.Bob));

        Assert.Equal((RequestStatus.Denied, denied.Decision!.At), (refused.Decision.Status, refused.Decision.At));
        Assert.Equal([Demo.Alice], refused.Decision.Reviewers);
        Comparing.AssertSame(denied, await Engine.FindAsync(request));
    }
}
