using Approvals.Conformance.Fixture;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Overload is refused early and plainly. The engine given here takes on few commands at once.</summary>
public abstract class OverloadConformance(OpenEngine open) : ConformanceTest(open)
{
    private const int Enough = 20_000;

    [Fact]
    public async Task CommandsBeyondTheLimit_AreRefusedAndThoseWithinItAnswered()
    {
        var taken = new List<(Submission Submission, Task<SubmitOutcome> Answer)>();
        Submission? refused = null;
        await using (await Engine.HoldAsync())
        {
            while (refused is null)
            {
                Assert.True(taken.Count < Enough, "The engine takes on whatever comes.");
                var submission = Demo.Payment($"pay {taken.Count}");
                var answer = Engine.Requests.SubmitAsync(submission, default);
                taken.Add((submission, answer));
                refused = taken.FirstOrDefault(t => t.Answer.IsFaulted).Submission;
            }
        }

        foreach (var (submission, answer) in taken)
        {
            if (await OutcomeOrOverloadAsync(answer) is { } outcome)
            {
                var created = Assert.IsType<SubmitOutcome.Created>(outcome).Request;
                Comparing.AssertSame(created, await Engine.FindAsync(created));
            }
            else
            {
                Assert.Null(await Engine.Requests.FindAsync(submission.Tenant, submission.Id, default));
            }
        }

        await Engine.SubmitAsync(refused);
    }

    private static async Task<SubmitOutcome?> OutcomeOrOverloadAsync(Task<SubmitOutcome> answer)
    {
        try
        {
            return await answer.InTime();
        }
        catch (OverloadedException e)
        {
            Assert.True(e.RetryAfter > TimeSpan.Zero, "Nobody is told when to try again.");
            return null;
        }
    }
}
