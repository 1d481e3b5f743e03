using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

public class QuorumTests
{
    private static readonly Reviewer Ann = Some.Person("ann", "finance", "security");
    private static readonly Reviewer Fay = Some.Person("fay", "finance");
    private static readonly Reviewer Sam = Some.Person("sam", "security");
    private static readonly Reviewer Olga = Some.Person("olga", "owner");
    private static readonly Reviewer Otto = Some.Person("otto", "owner");

    private Tenant _directory = Given.Directory();

    [Fact]
    public void GroupsAreFilledByDistinctPersons()
    {
        var request = Asked(Groups(), Ann, Fay, Sam);

        request = Approve(request, Ann);

        Assert.Equal((RequestStatus.Pending, 1), (request.Status, request.ApprovalsNeeded));
        Assert.Equal(RequestStatus.Approved, Approve(request, Sam).Status);
    }

    [Fact]
    public void PersonOfTwoGroups_MakesRoomForAnother()
    {
        // Ann fills finance first; when Fay comes, who has nowhere else to go, Ann moves to security.
        var request = Approve(Asked(Groups(), Ann, Fay, Sam), Ann);

        Assert.Equal(RequestStatus.Approved, Approve(request, Fay).Status);
    }

    [Fact]
    public void TwoOfOneGroup_DoNotFillTheOther()
    {
        var gus = Some.Person("gus", "finance");
        var request = Approve(Approve(Asked(Groups(), Fay, gus, Sam), Fay), gus);

        Assert.Equal((RequestStatus.Pending, 1), (request.Status, request.ApprovalsNeeded));
    }

    [Fact]
    public void PersonIsAskedByName()
    {
        var named = Given.Requirement(new SlotGroup(1, [], [Sam.Id]));
        var request = Asked(named, Fay, Sam);

        Assert.IsType<ReviewOutcome.NotAReviewer>(Review(request, Given.Approve(Fay)).Outcome);
        Assert.Equal(RequestStatus.Approved, Approve(request, Sam).Status);
    }

    [Fact]
    public void InOrder_LaterGroupsWait_AndMayDeny()
    {
        var request = Asked(Groups() with { InOrder = true }, Fay, Sam);

        Assert.IsType<ReviewOutcome.NotYetAsked>(Review(request, Given.Approve(Sam)).Outcome);
        Assert.Equal(RequestStatus.Denied, Review(request, Given.Deny(Sam)).State!.Status);
        Assert.Equal(RequestStatus.Approved, Approve(Approve(request, Fay), Sam).Status);
    }

    [Fact]
    public void SoManyDenialsAsItTakes_Deny()
    {
        var request = Asked(Given.Requirement(1, "finance") with { Denials = 2 }, Ann, Fay);

        request = Review(request, Given.Deny(Ann, "Too much")).State!;
        Assert.Equal(RequestStatus.Pending, request.Status);
        request = Review(request, Given.Deny(Fay)).State!;

        Assert.Equal((RequestStatus.Denied, "Denied by ann: Too much; fay"), (request.Status, request.Decision!.Reason));
        Assert.Equal([Ann.Id, Fay.Id], request.Decision.Reviewers);
    }

    [Fact]
    public void OneDenialOfTwo_DoesNotKeepOthersFromApproving()
    {
        var request = Asked(Given.Requirement(1, "finance") with { Denials = 2 }, Ann, Fay);

        request = Approve(Review(request, Given.Deny(Ann)).State!, Fay);

        Assert.Equal(RequestStatus.Approved, request.Status);
        Assert.Equal([Fay.Id], request.Decision!.Reviewers);
    }

    [Fact]
    public void OwnerIsExempt_OnlyWhereTheRuleSaysSo_AndTheServedPersonNever()
    {
        var open = Given.Requirement(1, "finance") with { SeparateOwner = false };

        Assert.Equal(RequestStatus.Approved, Approve(Asked(open, "fay", null, Ann, Fay), Fay).Status);
        Assert.IsType<ReviewOutcome.SelfReview>(
            Review(Asked(open with { SeparateOwner = true }, "fay", null, Ann, Fay), Given.Approve(Fay)).Outcome);
        Assert.IsType<ReviewOutcome.SelfReview>(
            Review(Asked(open, null, "fay", Ann, Fay), Given.Approve(Fay)).Outcome);
    }

    [Fact]
    public void SlotThatNobodyCanFill_FallsToAnOwner_AndNoOtherDoes()
    {
        var request = Asked(Given.Requirement(2, "finance"), Fay, Olga, Otto);
        Assert.Equal([1], request.StepIns);

        request = Approve(Approve(request, Olga), Otto);

        Assert.Equal((RequestStatus.Pending, 1), (request.Status, request.ApprovalsNeeded));
        Assert.Equal(RequestStatus.Approved, Approve(request, Fay).Status);
    }

    [Fact]
    public void OwnerWhoAlsoHoldsTheRole_StepsInForAnother()
    {
        var both = Some.Person("both", "finance", "owner");
        var request = Asked(Groups(), Fay, both);
        Assert.Equal([1], request.StepIns);

        Assert.Equal(RequestStatus.Approved, Approve(Approve(request, Fay), both).Status);
        Assert.Equal(RequestStatus.Approved, Approve(Approve(request, both), Fay).Status);
    }

    [Fact]
    public void InOrder_OwnerOpensTheGroupThatNobodyCanFill()
    {
        var request = Asked(Given.Requirement(Given.Group(1, "security"), Given.Group(1, "finance")) with { InOrder = true }, Fay, Olga);
        Assert.IsType<ReviewOutcome.NotYetAsked>(Review(request, Given.Approve(Fay)).Outcome);

        Assert.Equal(RequestStatus.Approved, Approve(Approve(request, Olga), Fay).Status);
    }

    [Fact]
    public void InOrder_PersonOfAFilledGroup_LetsAnotherMoveOn()
    {
        var request = Asked(Groups() with { InOrder = true }, Ann, Fay);

        Assert.Equal(RequestStatus.Approved, Approve(Approve(request, Ann), Fay).Status);
    }

    [Fact]
    public void LargeDirectory_IsSearchedInTime()
    {
        var people = Enumerable.Range(0, 20_000).Select(i => Some.Person($"p{i}", i % 2 == 0 ? "finance" : "marketing")).ToArray();

        Assert.Equal(
            Decision.QuorumImpossible,
            Submit(Given.Requirement(Given.Group(100, "finance"), Given.Group(100, "security")), null, null, people).State!.Decision!.Code);
    }

    [Fact]
    public void OwnerIsNotAsked_WhereOthersSuffice() =>
        Assert.IsType<ReviewOutcome.NotAReviewer>(
            Review(Asked(Given.Requirement(1, "finance"), Fay, Olga), Given.Approve(Olga)).Outcome);

    [Fact]
    public void QuorumThatCannotBeFilled_IsDeniedAtOnce()
    {
        var step = Submit(Given.Requirement(2, "finance"), null, "fay", Fay, Ann with { Active = false }, Olga);

        Assert.Empty(step.Effects);
        Assert.Equal(
            (RequestStatus.Denied, DecidedBy.Policy, Decision.QuorumImpossible),
            (step.State!.Status, step.State.Decision!.By, step.State.Decision.Code));
    }

    [Fact]
    public void QuorumIsAMatching_NotACount()
    {
        // Two persons, two slots; but only one of them is of either group.
        var step = Submit(Groups(), null, null, Ann, Some.Person("mia", "marketing"));

        Assert.Equal(Decision.QuorumImpossible, step.State!.Decision!.Code);
    }

    private static Requirement Groups() => Given.Requirement(Given.Group(1, "finance"), Given.Group(1, "security"));

    private ApprovalRequest Asked(Requirement requirement, params Reviewer[] directory) =>
        Asked(requirement, null, null, directory);

    private ApprovalRequest Asked(
        Requirement requirement, string? owner, string? onBehalfOf, params Reviewer[] directory) =>
        Submit(requirement, owner, onBehalfOf, directory).State!;

    private Step<SubmitOutcome> Submit(
        Requirement requirement, string? owner, string? onBehalfOf, params Reviewer[] directory)
    {
        _directory = Given.Directory(owner) with { Reviewers = [.. directory] };
        return Submitting.Submit(
            null,
            Given.Submission(onBehalfOf: ReviewerId.Parse(onBehalfOf)),
            Given.Context(_directory, Given.Evaluation(PolicyDecision.Escalate, requirement)),
            Some.Time);
    }

    private ApprovalRequest Approve(ApprovalRequest request, Reviewer person) => Review(request, Given.Approve(person)).State!;

    private Step<ReviewOutcome> Review(ApprovalRequest request, ReviewCommand command) =>
        Reviewing.Review(request, command with { Tenant = _directory }, Given.DecidedAt);
}
