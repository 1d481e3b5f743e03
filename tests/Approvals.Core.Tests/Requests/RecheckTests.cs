using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

public class RecheckTests
{
    private static readonly Reviewer Ann = Some.Person("ann", "finance");
    private static readonly Reviewer Bob = Some.Person("bob", "finance");
    private static readonly Reviewer Olga = Some.Person("olga", "owner");

    [Fact]
    public void ChangeThatLeavesTheQuorumPossible_ChangesNothing()
    {
        var directory = new Directory(Ann, Bob);
        var request = directory.Ask(Given.Requirement(1, "finance"));
        directory.Put(Ann with { Active = false });

        var step = directory.Recheck(request);

        Assert.Same(request, Steps.Refused(step));
    }

    [Fact]
    public void SlotThatNobodyCanFillAnyMore_FallsToTheOwners_WhoAreAskedAtOnce()
    {
        var directory = new Directory(Ann, Bob, Olga);
        var request = directory.Approve(directory.Ask(Given.Requirement(2, "finance")), Ann);
        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Olga).Outcome);
        directory.Put(Bob with { Roles = [] });

        var asked = Steps.Changed(directory.Recheck(request), request, new Effect.AskOwners(0));

        Assert.Equal([1], asked.StepIns);
        Assert.Equal(RequestStatus.Approved, directory.Approve(asked, Olga).Status);
    }

    [Fact]
    public void Owner_StepsInWheneverTheyBecameOne()
    {
        var directory = new Directory(Ann);
        var request = directory.Ask(Given.Requirement(1, "finance"));
        directory.Pass(Some.Tick);
        directory.Put(Olga, Ann with { Active = false });

        var approved = directory.Approve(directory.Recheck(request).State!, Olga);

        Assert.Equal(RequestStatus.Approved, approved.Status);
        Assert.True(approved.Reviews[0].Authority.IsOwner);
    }

    [Fact]
    public void OwnersWhoWereAsked_StayAsked()
    {
        var directory = new Directory(Ann, Olga);
        var request = directory.Ask(Given.Requirement(1, "finance") with { Tiers = [new EscalationTier(TimeSpan.FromMinutes(5), [new("director")], [])] });
        directory.Put(Ann with { Active = false });
        var asked = directory.Recheck(request).State!;
        directory.Put(Ann);

        Assert.Same(asked, Steps.Refused(directory.Recheck(asked)));
        Assert.Equal(RequestStatus.Approved, directory.Approve(asked, Olga).Status);
    }

    [Fact]
    public void QuorumThatCannotBeFilledEvenSo_IsDeniedWithItsCode()
    {
        var directory = new Directory(Ann, Bob);
        var request = directory.Approve(directory.Ask(Given.Requirement(2, "finance")), Ann);
        directory.Put(Bob with { Active = false });

        var denied = Steps.Changed(directory.Recheck(request), request, new Effect.AnnounceDecision());

        Assert.Equal(
            (RequestStatus.Denied, DecidedBy.Policy, Decision.QuorumImpossible),
            (denied.Status, denied.Decision!.By, denied.Decision.Code));
    }

    [Fact]
    public void ReviewThatComesBeforeTheRecheck_FindsItDenied()
    {
        var directory = new Directory(Ann, Bob);
        var request = directory.Ask(Given.Requirement(2, "finance"));
        directory.Put(Bob with { Active = false });

        var step = directory.Review(request, Ann);

        Assert.Equal(Decision.QuorumImpossible, Assert.IsType<ReviewOutcome.AlreadyDecided>(step.Outcome).Decision.Code);
        Assert.Equal(RequestStatus.Denied, step.State!.Status);
        Assert.Equal([new Effect.AnnounceDecision()], step.Effects);
    }

    [Fact]
    public void ReviewThatComesBeforeTheRecheck_AsksTheOwnersToo()
    {
        var directory = new Directory(Ann, Bob, Olga);
        var request = directory.Ask(Given.Requirement(2, "finance"));
        directory.Put(Bob with { Active = false });

        var step = directory.Review(request, Ann);

        Assert.IsType<ReviewOutcome.Recorded>(step.Outcome);
        Assert.Equal([new Effect.AskOwners(0)], step.Effects);
        Assert.Equal(RequestStatus.Approved, directory.Approve(step.State!, Olga).Status);
    }

    [Fact]
    public void TierThatIsStillToCome_BringsInWhoeverJoined()
    {
        var directory = new Directory(Ann);
        var request = directory.Ask(Given.Requirement(1, "finance") with { Tiers = [new EscalationTier(TimeSpan.FromMinutes(5), [new("director")], [])] });
        directory.Pass(Some.Tick);
        directory.Put(Bob, Ann with { Active = false });

        Assert.Same(request, Steps.Refused(directory.Recheck(request)));
    }

    [Fact]
    public void WhatIsDecided_IsNotLookedAtAgain()
    {
        var directory = new Directory(Ann);
        var request = directory.Approve(directory.Ask(Given.Requirement(1, "finance")), Ann);
        directory.Put(Ann with { Active = false });

        Assert.Same(request, Steps.Refused(directory.Recheck(request)));
    }

    [Fact]
    public void BeginningAndEndOfAStandingIn_AreTheNextChanges()
    {
        var from = Some.Time + TimeSpan.FromHours(1);
        var until = Some.Time + TimeSpan.FromHours(2);
        var directory = new Directory(Bob, Ann with { Deputies = [new Deputy { Id = Bob.Id, From = from, Until = until }] });

        Assert.Equal(from, directory.Tenant.NextPeopleChange(Some.Time));
        Assert.Equal(until + Some.Tick, directory.Tenant.NextPeopleChange(from));
        Assert.Equal(until + Some.Tick, directory.Tenant.NextPeopleChange(until));
        Assert.Null(directory.Tenant.NextPeopleChange(until + Some.Tick));
    }
}
