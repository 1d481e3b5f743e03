using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>What a call may be answered with, and what its answer tells.</summary>
internal static class AnswerRules
{
    /// <param name="entry">The request that the call was about.</param>
    /// <param name="made">The call, with its answer.</param>
    /// <param name="storageMayFail">Whether the server may not know what came of it.</param>
    public static void Apply(LedgerEntry entry, CallMade made, bool storageMayFail)
    {
        var answer = made.Answer!;
        switch (answer.Status)
        {
            case 200 or 202:
                Acknowledge(entry, made, answer);
                return;
            case 503 when storageMayFail:
                entry.Require(answer is { Code: "outcome_unknown", Headers.RetryAfter: not null }, "The outcome is unknown, and that is not said plainly");
                made.IsInDoubt = made.Call.Changes;
                return;
            case 429:
                entry.Require(
                    answer.Code == "too_many_pending" || answer is { Code: "overloaded", Headers.RetryAfter: not null },
                    "It was refused as too much, and that is not said plainly");
                return;
            default:
                entry.Require(made.Call.Refusals.Contains(answer.Code), $"{made} is no answer to that");
                Refuse(entry, made.Call, answer);
                return;
        }
    }

    private static void Acknowledge(LedgerEntry entry, CallMade made, Answer answer)
    {
        switch (made.Call)
        {
            case Call.Submit submit:
                entry.Require(!submit.IsOther, $"{made} was taken under another one's key");
                entry.Accept(new Asked(answer["requestId"], answer["digest"]));
                TellOf(entry, made, answer);
                return;
            case Call.Claim claim:
                entry.Require(!claim.IsWrong, $"{made} got a permit for another action");
                entry.Permits.Add(answer["permit"]);
                entry.Require(entry.Permits.Count == 1, "There are two permits");
                return;
        }

        var state = RequestState.Of(answer.Json);
        entry.Show(state, made.At, atLeast: made.Known);
        var said = made.Call switch
        {
            Call.Review review => !review.IsWrong && state.Reviews.Any(r => (r.Reviewer, r.Verdict) == (review.Reviewer, review.Verdict)),
            Call.Cancel => state.Status == "cancelled",
            Call.Report report => state.Execution == report.Outcome,
            _ => true,
        };
        entry.Require(said, $"{made} is not in the request that it was answered with");
    }

    private static void TellOf(LedgerEntry entry, CallMade made, Answer answer)
    {
        if (answer["status"] == "pending")
        {
            entry.Waits(answer.Find("expiresAt").GetDateTimeOffset(), made.At);
            return;
        }

        entry.Require(
            (answer["decision"] == "allow") == (answer["status"] == "approved"), $"{made} says two things of the decision");
        entry.Tell(new DecisionTold(answer["status"], answer["decidedBy"], null));
    }

    private static void Refuse(LedgerEntry entry, Call call, Answer answer)
    {
        if (answer.Json.TryGetProperty("decision", out var decision) && decision.ValueKind == System.Text.Json.JsonValueKind.Object)
        {
            entry.Tell(new DecisionTold(
                decision.GetProperty("status").GetString()!,
                decision.GetProperty("decidedBy").GetString(),
                decision.GetProperty("decidedAt").GetString()));
        }

        switch (answer.Code)
        {
            case "expired":
                entry.Require(answer["decision.status"] == "expired", "It is said to be expired, and decided otherwise");
                break;
            case "already_reviewed":
                entry.Require(
                    call is Call.Review other && answer["review.verdict"] != other.Verdict, "The same verdict was refused as another one");
                break;
            case "not_a_reviewer":
                entry.Require(
                    call is Call.Review review && !LoadPolicy.Asks(entry.Tool, review.Reviewer),
                    "A reviewer was refused as none");
                break;
        }
    }
}
