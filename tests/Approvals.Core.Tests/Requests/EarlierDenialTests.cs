using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

public class EarlierDenialTests
{
    private static readonly DateTimeOffset LastMoment = Given.DecidedAt + EarlierDenial.Remembered;

    [Fact]
    public void DenialAndExpiry_AreRemembered_AndNothingElse()
    {
        var denied = Given.Denied();
        var expired = Clock.Tick(Given.Pending(), Given.Deadline + Some.Tick).State!;

        Assert.Equal(
            new EarlierDenial(denied.Id, RequestStatus.Denied, Given.DecidedAt, "Denied by alice"), EarlierDenial.Of(denied));
        Assert.Equal((RequestStatus.Expired, Given.Deadline), (EarlierDenial.Of(expired)!.Status, EarlierDenial.Of(expired)!.At));
        Assert.Null(EarlierDenial.Of(Given.Pending()));
        Assert.Null(EarlierDenial.Of(Given.Approved()));
        Assert.Null(EarlierDenial.Of(Cancelling.Cancel(Given.Pending(), Some.Agent, Given.DecidedAt).State!));
    }

    [Fact]
    public void SameActionWithinADay_ShowsTheDenial()
    {
        Assert.Equal(EarlierDenial.Of(Given.Denied()), Asked(LastMoment).EarlierDenial);
        Assert.Null(Asked(LastMoment + Some.Tick).EarlierDenial);
    }

    private static ApprovalRequest Asked(DateTimeOffset now) => Submitting.Submit(
        null,
        Given.Submission(),
        new SubmissionContext(
            Given.Directory(),
            Given.Evaluation(PolicyDecision.Escalate, Given.Requirement(1, "finance")),
            Pending: 0,
            EarlierDenial.Of(Given.Denied())),
        now).State!;
}
