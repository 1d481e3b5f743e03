using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

/// <summary>A tenant whose directory changes while something waits, and a clock for both.</summary>
internal sealed class Directory
{
    private Tenant _tenant = new() { Id = Some.Tenant, CreatedAt = Some.Time, Agents = [new Agent(Some.Agent)] };

    public Directory(params Reviewer[] people) => Put(people);

    public DateTimeOffset Now { get; private set; } = Some.Time;

    public Tenant Tenant => _tenant;

    public void Pass(TimeSpan time) => Now += time;

    public void Put(params Reviewer[] people) => Change([.. people.Select(p => new TenantChange.PutReviewer(p))]);

    public void Change(params TenantChange[] changes) => _tenant = _tenant.Apply(changes, Now);

    public ApprovalRequest Ask(params Requirement[] requirements) => Ask(null, requirements);

    public ApprovalRequest Ask(string? onBehalfOf, params Requirement[] requirements) => Submitting.Submit(
        null,
        Given.Submission(onBehalfOf: ReviewerId.Parse(onBehalfOf)),
        Given.Context(_tenant, Given.Evaluation(PolicyDecision.Escalate, [.. requirements])),
        Now).State!;

    public Step<ReviewOutcome> Review(ApprovalRequest request, Reviewer person, Verdict verdict = Verdict.Approve) => Reviewing.Review(
        request, new ReviewCommand(person.Id, new ReviewInput(verdict, null, Some.Action.Digest, "api", Proof.Account), _tenant), Now);

    /// <summary>A review that counts.</summary>
    public ApprovalRequest Approve(ApprovalRequest request, Reviewer person)
    {
        var step = Review(request, person);
        Assert.IsType<ReviewOutcome.Recorded>(step.Outcome);
        return step.State!;
    }

    public Step<ApprovalRequest> Recheck(ApprovalRequest request) => Rechecking.Recheck(request, _tenant, Now);
}
