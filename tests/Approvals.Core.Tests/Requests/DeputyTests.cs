using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

public class DeputyTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Reviewer Dan = Some.Person("dan", "marketing");
    private static readonly Reviewer Ann = Some.Person("ann", "finance") with { Deputies = [new Deputy { Id = Dan.Id }] };
    private static readonly Reviewer Bob = Some.Person("bob", "finance");
    private static readonly Reviewer Fay = Some.Person("fay", "finance");

    [Fact]
    public void Deputy_ReviewsInTheirOwnName_MarkedAsSuch()
    {
        var directory = new Directory(Dan, Ann);

        var approved = directory.Approve(directory.Ask(Given.Requirement(1, "finance")), Dan);

        var review = Assert.Single(approved.Reviews);
        Assert.Equal((RequestStatus.Approved, Dan.Id), (approved.Status, review.Reviewer));
        Assert.Equal([Ann.Id], review.Authority.Principals);
        Assert.Equal("Approved by dan", approved.Decision!.Reason);
    }

    [Fact]
    public void DeputyAndPrincipal_ShareOneSlot_WhoeverComesFirst()
    {
        var directory = new Directory(Dan, Ann, Bob);
        foreach (var (first, second) in new[] { (Dan, Ann), (Ann, Dan) })
        {
            var request = directory.Approve(directory.Approve(directory.Ask(Given.Requirement(2, "finance")), first), second);

            Assert.Equal((RequestStatus.Pending, 1), (request.Status, request.ApprovalsNeeded));
            Assert.Equal(RequestStatus.Approved, directory.Approve(request, Bob).Status);
        }
    }

    [Fact]
    public void DeputyWithTheRoleThemselves_StillSharesTheSlot()
    {
        var gus = Some.Person("gus", "finance");
        var directory = new Directory(gus, Some.Person("ann", "finance") with { Deputies = [new Deputy { Id = gus.Id }] }, Bob);

        var request = directory.Approve(directory.Approve(directory.Ask(Given.Requirement(2, "finance")), gus), Ann);

        Assert.Equal(1, request.ApprovalsNeeded);
    }

    [Fact]
    public void PrincipalWhoAppointsWhoeverApprovedBefore_SharesTheSlotToo()
    {
        var gus = Some.Person("gus", "finance");
        var directory = new Directory(gus, Some.Person("ann", "finance"), Bob);
        var request = directory.Approve(directory.Ask(Given.Requirement(2, "finance")), gus);
        directory.Put(Some.Person("ann", "finance") with { Deputies = [new Deputy { Id = gus.Id }] });

        Assert.Equal(1, directory.Approve(request, Ann).ApprovalsNeeded);
    }

    [Fact]
    public void TwoDeputiesOfOne_DoNotUseTheirAuthorityTwice()
    {
        var eve = Some.Person("eve");
        var directory = new Directory(Dan, eve, Ann with { Deputies = [new Deputy { Id = Dan.Id }, new Deputy { Id = eve.Id }] }, Bob);

        var request = directory.Approve(directory.Approve(directory.Ask(Given.Requirement(2, "finance")), Dan), eve);

        Assert.Equal(1, request.ApprovalsNeeded);
    }

    [Fact]
    public void DeputyOfTwo_TakesNoSlotFromThem()
    {
        var deputy = new Deputy { Id = Dan.Id };
        var directory = new Directory(Dan, Ann, Bob with { Deputies = [deputy] }, Fay);
        var request = directory.Approve(directory.Ask(Given.Requirement(2, "finance")), Dan);

        Assert.Equal(RequestStatus.Approved, directory.Approve(directory.Approve(request, Ann), Bob).Status);
    }

    [Fact]
    public void DeputyOfWhoeverAsked_IsKeptOut_WhateverTheirOwnRoles()
    {
        var gus = Some.Person("gus", "finance");
        var directory = new Directory(gus, Some.Person("ann", "finance") with { Deputies = [new Deputy { Id = gus.Id }] }, Bob);

        var request = directory.Ask("ann", Given.Requirement(1, "finance"));

        Assert.IsType<ReviewOutcome.SelfReview>(directory.Review(request, gus).Outcome);
        Assert.IsType<ReviewOutcome.SelfReview>(directory.Review(request, Ann).Outcome);
        Assert.Equal(RequestStatus.Approved, directory.Approve(request, Bob).Status);
    }

    [Fact]
    public void AppointmentAfterTheAsking_KeepsOutAndCountsForNothing()
    {
        var directory = new Directory(Dan, Some.Person("ann", "finance"), Bob);
        var request = directory.Ask("ann", Given.Requirement(1, "finance"));
        directory.Pass(Minute);
        directory.Put(Ann, Bob with { Deputies = [new Deputy { Id = Dan.Id }] });

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Dan).Outcome);
        directory.Put(Ann with { Deputies = [new Deputy { Id = Bob.Id }] }, Bob);
        Assert.IsType<ReviewOutcome.SelfReview>(directory.Review(request, Bob).Outcome);
    }

    [Fact]
    public void Appointment_HoldsFromItsFirstMomentToItsLast()
    {
        var period = new Deputy { Id = Dan.Id, From = Some.Time + Minute, Until = Some.Time + (2 * Minute) };
        var directory = new Directory(Dan, Ann with { Deputies = [period] });
        var request = directory.Ask(Given.Requirement(1, "finance"));

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Dan).Outcome);
        directory.Pass(Minute);
        Assert.IsType<ReviewOutcome.Recorded>(directory.Review(request, Dan).Outcome);
        directory.Pass(Minute);
        Assert.IsType<ReviewOutcome.Recorded>(directory.Review(request, Dan).Outcome);
        directory.Pass(Some.Tick);
        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Dan).Outcome);
    }

    [Fact]
    public void DeputyOfSomebodyInactive_StandsInForNobody()
    {
        var directory = new Directory(Dan, Ann, Bob);
        var request = directory.Ask(Given.Requirement(1, "finance"));
        directory.Put(Ann with { Active = false });

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Dan).Outcome);
    }

    [Fact]
    public void DeputyOfWhoeverAsked_IsKeptOut_EvenWhereThatOneIsNotActiveAnyMore()
    {
        var gus = Some.Person("gus", "finance");
        var ann = Some.Person("ann", "finance") with { Deputies = [new Deputy { Id = gus.Id }] };
        var directory = new Directory(gus, ann, Bob);
        var request = directory.Ask("ann", Given.Requirement(1, "finance"));
        directory.Put(ann with { Active = false });

        Assert.IsType<ReviewOutcome.SelfReview>(directory.Review(request, gus).Outcome);
    }

    [Fact]
    public void TwoPersonsWhoShareASlot_AreNoQuorumOfTwo()
    {
        var gus = Some.Person("gus", "finance");
        var directory = new Directory(gus, Some.Person("ann", "finance") with { Deputies = [new Deputy { Id = gus.Id }] });

        Assert.Equal(Decision.QuorumImpossible, directory.Ask(Given.Requirement(2, "finance")).Decision!.Code);
    }

    [Fact]
    public void PairsWhoCanFillNothingHere_DoNotHideWhoCan()
    {
        var fay = Some.Person("fay", "finance");
        var engineers = Enumerable.Range(0, 40).Select(i => Some.Person($"e{i}") with
        {
            Deputies = i % 2 == 0 ? [new Deputy { Id = new($"e{i + 1}") }] : null,
        });
        var directory = new Directory([.. engineers, fay, Some.Person("boss") with { Deputies = [new Deputy { Id = fay.Id }] }]);

        Assert.Equal(RequestStatus.Approved, directory.Approve(directory.Ask(Given.Requirement(1, "finance")), fay).Status);
    }

    [Fact]
    public void WhatCannotBeCountedOut_IsNotTakenForImpossible()
    {
        // A ring: every principal has two deputies, and every deputy two principals. Nobody is the weaker of two.
        const int Ring = 20;
        static string Role(int i) => i % 2 == 0 ? "finance" : "security";
        Reviewer[] people =
        [
            .. Enumerable.Range(0, Ring).Select(i => Some.Person($"d{i}", Role(i))),
            .. Enumerable.Range(0, Ring).Select(i => Some.Person($"p{i}", Role(i)) with
            {
                Deputies = [new Deputy { Id = new($"d{i}") }, new Deputy { Id = new($"d{(i + 1) % Ring}") }],
            }),
        ];
        var directory = new Directory(people);

        Assert.Equal(
            RequestStatus.Pending,
            directory.Ask(Given.Requirement(Given.Group(9, "finance"), Given.Group(9, "security"))).Status);
    }

    [Fact]
    public void ManyWhoShareSlots_AreCountedInTime()
    {
        var people = Enumerable.Range(0, 200).Select(i => Some.Person($"p{i}", "finance") with
        {
            Deputies = i % 2 == 0 ? [new Deputy { Id = new($"p{i + 1}") }] : null,
        }).ToArray();
        var directory = new Directory(people);

        Assert.Equal(RequestStatus.Pending, directory.Ask(Given.Requirement(100, "finance")).Status);
        Assert.Equal(
            Decision.QuorumImpossible,
            directory.Ask(Given.Requirement(Given.Group(100, "finance"), Given.Group(1, "finance"))).Decision!.Code);
    }
}
