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
        var directory = new Directory(Given.Alice, Olga, Sven);
        var request = directory.Ask(Given.Requirement(Given.Group(1, "finance"), Given.Group(1, "security")));
        request = directory.Approve(directory.Approve(request, Given.Alice), Olga);
        Assert.Equal(1, request.ApprovalsNeeded);
        directory.Put(Sven with { Active = false });

        var approved = Steps.Changed(directory.Recheck(request), request, new Effect.AnnounceDecision());

        Assert.Equal(RequestStatus.Approved, approved.Status);
        Assert.Equal([Given.Alice.Id, Olga.Id], approved.Decision!.Reviewers);
    }
}
