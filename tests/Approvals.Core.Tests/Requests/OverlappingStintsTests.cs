using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

/// <summary>One person who is appointed in another's stead twice.</summary>
public class OverlappingStintsTests
{
    private static readonly Reviewer Dora = Some.Person("dora");

    private static readonly Deputy Always = new() { Id = Dora.Id };

    private static readonly Deputy ThisWeek = new() { Id = Dora.Id, From = Some.Time, Until = Some.Time + TimeSpan.FromDays(7) };

    [Fact]
    public void DeputyOfTwoOverlappingPeriods_CountsAsThePersonOnce()
    {
        var tenant = Given.Directory() with { Reviewers = [Given.Alice with { Deputies = [Always, ThisWeek] }, Dora] };
        var request = Submitting.Submit(
            null, Given.Submission(), Given.Context(tenant, Given.Evaluation(PolicyDecision.Escalate, Given.Requirement(1, "finance"))), Some.Time).State!;

        var review = new ReviewCommand(Dora.Id, new ReviewInput(Verdict.Approve, null, Some.Action.Digest, "api"), tenant);
        var approved = Steps.Changed(Reviewing.Review(request, review, Some.Time), request, new Effect.AnnounceDecision());

        Assert.Equal(RequestStatus.Approved, approved.Status);
    }

    [Fact]
    public void SecondPeriodThatCameLate_TakesNothingFromTheFirst()
    {
        var late = ThisWeek with { Since = Some.Time + Some.Tick };
        var tenant = Given.Directory() with { Reviewers = [Given.Alice with { Deputies = [late, Always with { Since = Some.Time }] }, Dora] };

        var authority = tenant.StandingOf(Dora.Id, Some.Time)!.AsOf(Some.Time);

        Assert.False(Assert.Single(authority.Capacities, c => c.Id == Given.Alice.Id).IsLate);
    }
}
