using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

/// <summary>Who comes after the asking comes in at the next tier; who goes is gone at once.</summary>
public class LatePeopleTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Reviewer Ann = Some.Person("ann", "finance");
    private static readonly Reviewer Bob = Some.Person("bob", "finance");
    private static readonly Reviewer Mia = Some.Person("mia", "marketing");

    [Fact]
    public void PersonWhoJoinsLater_IsNotAsked()
    {
        var directory = new Directory(Ann);
        var request = directory.Ask(Given.Requirement(1, "finance"));
        directory.Pass(Some.Tick);
        directory.Put(Bob);

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Bob).Outcome);
        Assert.Equal(RequestStatus.Approved, directory.Approve(directory.Ask(Given.Requirement(1, "finance")), Bob).Status);
    }

    [Fact]
    public void RoleThatIsGivenLater_CountsFromTheNextTier()
    {
        var directory = new Directory(Ann, Mia);
        var request = directory.Ask(Tiered());
        directory.Pass(Minute);
        directory.Put(Mia with { Roles = [new("finance")] });

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Mia).Outcome);
        directory.Pass(4 * Minute);
        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Mia).Outcome);
        directory.Pass(Some.Tick);
        Assert.Equal(RequestStatus.Approved, directory.Approve(request, Mia).Status);
    }

    [Fact]
    public void RoleThatIsGivenAfterTheLastTier_DoesNotCount()
    {
        var directory = new Directory(Ann, Mia);
        var request = directory.Ask(Tiered());
        directory.Pass(6 * Minute);
        directory.Put(Mia with { Roles = [new("finance")] });

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Mia).Outcome);
    }

    [Fact]
    public void RoleThatIsLostAndGivenBack_CountsAsNew()
    {
        var directory = new Directory(Ann, Bob);
        var request = directory.Ask(Given.Requirement(1, "finance"));
        directory.Pass(Some.Tick);
        directory.Put(Bob with { Roles = [] });
        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Bob).Outcome);
        directory.Put(Bob);

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Bob).Outcome);
    }

    [Fact]
    public void NamedPersonWhoWasNotThereOrNotActive_CountsAsNew()
    {
        var named = Given.Requirement(new SlotGroup(1, [new("finance")], [Mia.Id]));
        var directory = new Directory(Ann, Mia with { Active = false });
        var request = directory.Ask(named);
        directory.Pass(Some.Tick);
        directory.Put(Mia);

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Mia).Outcome);
    }

    [Fact]
    public void ChangeOfAnotherKind_TakesNothingFromAPersonsHistory()
    {
        var directory = new Directory(Ann, Mia);
        var request = directory.Ask(Given.Requirement(1, "finance"));
        directory.Pass(Minute);
        directory.Put(Ann with { Identities = [new Identity("https://id.example", "ann")], Roles = [new("finance"), new("security")] });

        Assert.Equal([new("finance")], directory.Approve(request, Ann).Reviews[0].Roles);
    }

    [Fact]
    public void ReviewThatWasGiven_StandsWhateverComesOfThePerson()
    {
        var directory = new Directory(Ann, Bob);
        var request = directory.Approve(directory.Ask(Given.Requirement(2, "finance")), Ann);
        directory.Put(Ann with { Active = false });

        Assert.Same(request, directory.Recheck(request).Outcome);
        Assert.Equal(RequestStatus.Approved, directory.Approve(request, Bob).Status);
    }

    [Fact]
    public void PersonWhoJoinsInTheSameMoment_IsLateAllTheSame()
    {
        var directory = new Directory(Ann);
        var request = directory.Ask(Given.Requirement(1, "finance"));
        directory.Put(Bob);

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Bob).Outcome);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(5)]
    public void ClockThatIsSet_ChangesNothingOfWhoWasThereAndWhoCame(int minutes)
    {
        var directory = new Directory(Ann);
        directory.Pass(minutes * Minute);
        var request = directory.Ask(Given.Requirement(1, "finance"));
        directory.Pass(-minutes * Minute);
        directory.Put(Bob);

        Assert.IsType<ReviewOutcome.NotAReviewer>(directory.Review(request, Bob).Outcome);
        Assert.Equal(RequestStatus.Approved, directory.Approve(request, Ann).Status);
    }

    private static Requirement Tiered() => Given.Requirement(1, "finance") with
    {
        Tiers = [new EscalationTier(5 * Minute, [new("director")], [])],
    };
}
