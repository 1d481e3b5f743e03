using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

public class ProofTests
{
    [Theory]
    [InlineData(Urgency.Low, Proof.Possession)]
    [InlineData(Urgency.Normal, Proof.Possession)]
    [InlineData(Urgency.High, Proof.Account)]
    [InlineData(Urgency.Critical, Proof.RecentSignIn)]
    public void Approval_TakesWhatTheUrgencySays_AndADenialNothing(Urgency urgency, Proof needed)
    {
        foreach (var proof in Enum.GetValues<Proof>())
        {
            var approval = Review(urgency, Verdict.Approve, proof);
            if (proof < needed)
            {
                Assert.Equal(new ReviewOutcome.StrongerProofNeeded(needed), approval.Outcome);
                Assert.Null(approval.State);
            }
            else
            {
                Assert.IsType<ReviewOutcome.Recorded>(approval.Outcome);
                Assert.Equal(proof == Proof.Account ? null : proof, approval.State!.Reviews[0].Proof);
            }

            Assert.IsType<ReviewOutcome.Recorded>(Review(urgency, Verdict.Deny, proof).Outcome);
        }
    }

    [Fact]
    public void WithoutAnUrgency_ItIsNormal() => Assert.Equal(Proof.Possession, Given.Pending().ProofNeeded);

    private static Step<ReviewOutcome> Review(Urgency urgency, Verdict verdict, Proof proof)
    {
        var request = Given.Submitted(Given.Evaluation(PolicyDecision.Escalate, Given.Requirement(1, "finance")) with { Urgency = urgency });
        var input = new ReviewInput(verdict, null, Some.Action.Digest, "api", proof);
        return Reviewing.Review(request, new ReviewCommand(Given.Alice.Id, input, Given.Directory()), Given.DecidedAt);
    }
}
