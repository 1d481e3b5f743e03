using Approvals.Conformance.Model.Prediction;
using Approvals.Core.Requests;

namespace Approvals.Conformance.Model.Running;

/// <summary>The core's outcomes and states in the model's words.</summary>
internal static class Telling
{
    public static string Of(object outcome) => outcome switch
    {
        SubmitOutcome.Created(var r) => $"Created {Seen(r)}",
        SubmitOutcome.Repeated(var r) => $"Repeated {Seen(r)}",
        SubmitOutcome.TooManyPending(var limit) => $"TooManyPending {limit}",
        ReviewOutcome.Recorded(var r) => $"Recorded {Seen(r)}",
        ReviewOutcome.Repeated(var r) => $"Repeated {Seen(r)}",
        ReviewOutcome.AlreadyReviewed(var review) => $"AlreadyReviewed {Of(review)}",
        ReviewOutcome.AlreadyDecided(var decision) => $"AlreadyDecided {Of(decision)}",
        ReviewOutcome.Expired(var decision) => $"Expired {Of(decision)}",
        CancelOutcome.Recorded(var r) => $"Recorded {Seen(r)}",
        CancelOutcome.Repeated(var r) => $"Repeated {Seen(r)}",
        CancelOutcome.AlreadyDecided(var decision) => $"AlreadyDecided {Of(decision)}",
        ClaimOutcome.Granted(var r) => $"Granted {Seen(r)}",
        ClaimOutcome.UnknownExecutor(var executor) => $"UnknownExecutor {executor}",
        ClaimOutcome.NotApproved(_, var decision) => $"NotApproved {(decision is null ? "pending" : Of(decision))}",
        ClaimOutcome.ApprovalLapsed(var at) => $"ApprovalLapsed {at:O}",
        ClaimOutcome.AlreadyClaimed(var claim) => $"AlreadyClaimed {Of(claim)}",
        ReportOutcome.Recorded(var r) => $"Recorded {Seen(r)}",
        ReportOutcome.Repeated(var r) => $"Repeated {Seen(r)}",
        ReportOutcome.AlreadyReported(var report) => $"AlreadyReported {Of(report)}",
        ResolveOutcome.Recorded(var r) => $"Recorded {Seen(r)}",
        ResolveOutcome.Repeated(var r) => $"Repeated {Seen(r)}",
        ResolveOutcome.NotUnknown(var execution) => $"NotUnknown {Word(execution)}",
        ResolveOutcome.AlreadyReported(var report) => $"AlreadyReported {Of(report)}",
        _ => outcome.GetType().Name,
    };

    public static string Of(Effect effect) => effect switch
    {
        Effect.AskTier(var requirement, var tier) => $"AskTier {requirement} {tier}",
        Effect.AskOwners(var requirement) => $"AskOwners {requirement}",
        Effect.AskNext(var requirement) => $"AskNext {requirement}",
        _ => effect.GetType().Name,
    };

    public static string Seen(ApprovalRequest request) => Prediction.Seen.Text(
        request.Decision is { } decision ? Of(decision) : null,
        Word(request.Execution),
        request.Reviews.Select(Of),
        request.ApprovalsNeeded,
        request.DueAfter,
        request.EarlierDenial?.At,
        request.Claim is { } claim ? Of(claim) : null,
        request.Report is { } report ? Of(report) : null);

    private static string Of(Review review) => review.Reviewer.Value + (review.Verdict == Verdict.Approve ? "+" : "-");

    private static Ending Of(Decision decision) =>
        new(Word(decision.Status), Word(decision.By), [.. decision.Reviewers.Select(r => r.Value)], decision.At, decision.Code);

    private static Permit Of(Claim claim) => new(
        claim.Executor.Value, claim.ClaimedBy.AsExecutor.Value, claim.OperationKey, claim.ClaimedAt, claim.LeaseEndsAt, claim.Lapsed);

    private static Result Of(Report report) => new(
        report.Outcome == ReportedOutcome.Succeeded,
        report.Detail is not null,
        report.ReportedBy?.AsExecutor.Value ?? (report.Resolution!.By is Core.Tenants.Administrator.Person(var id) ? id.Value : "key"),
        report.Resolution?.Reason);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
