using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

/// <summary>Owners in the slots that nobody else can fill.</summary>
public class StepInTests
{
    private static readonly Reviewer Olga = Some.Person("olga", "finance", "owner");

    private static readonly Reviewer Sven = Some.Person("sven", "security");

    [Fact]
    public void OwnersApprovalThatWasOneTooMany_DecidesOnceNobodyElseCanFillTheSlot()
    {
        var requirement = Given.Requirement(Given.Group(1, "finance"), Given.Group(1, "security"));
        var request = Asked(Directory(Given.Alice, Olga, Sven), requirement);
        request = Approved(request, Given.Alice, Directory(Given.Alice, Olga, Sven));
        request = Approved(request, Olga, Directory(Given.Alice, Olga, Sven));
        Assert.Equal(1, request.ApprovalsNeeded);

        var step = Rechecking.Recheck(request, Directory(Given.Alice, Olga, Sven with { Active = false }), Given.DecidedAt);

        var approved = Steps.Changed(step, request, new Effect.AnnounceDecision());
        Assert.Equal(RequestStatus.Approved, approved.Status);
        Assert.Equal([Given.Alice.Id, Olga.Id], approved.Decision!.Reviewers);
    }

    private static Tenant Directory(params Reviewer[] people) => Given.Directory() with { Reviewers = [.. people] };

    private static ApprovalRequest Asked(Tenant directory, params Requirement[] requirements) => Submitting.Submit(
        null, Given.Submission(), Given.Context(directory, Given.Evaluation(PolicyDecision.Escalate, [.. requirements])), Some.Time).State!;

    private static ApprovalRequest Approved(ApprovalRequest request, Reviewer person, Tenant directory) => Reviewing.Review(
        request, new ReviewCommand(person.Id, new ReviewInput(Verdict.Approve, null, Some.Action.Digest, "api"), directory), Some.Time).State!;
}
