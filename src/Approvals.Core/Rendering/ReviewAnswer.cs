using Approvals.Core.Requests;

namespace Approvals.Core.Rendering;

/// <summary>What a person is told of their review, in a sentence or two that fit any channel.</summary>
public static class ReviewAnswer
{
    private const int MostOfReason = 100;

    public static string Of(ReviewOutcome outcome) => outcome switch
    {
        ReviewOutcome.Recorded(var request) => Of(request),
        ReviewOutcome.Repeated(var request) => Of(request),
        _ => $"Your answer was not taken. {Refusal(outcome)}",
    };

    /// <summary>Why a review was not taken.</summary>
    public static string Refusal(ReviewOutcome outcome) => outcome switch
    {
        ReviewOutcome.NotFound or ReviewOutcome.DigestMismatch => "This is not what is asked any more.",
        ReviewOutcome.NotAReviewer => "You are not asked to review this any more.",
        ReviewOutcome.SelfReview => "This was asked by your agent or on your behalf; others review it.",
        ReviewOutcome.NotYetAsked => "Others come before you. You may deny at any time.",
        ReviewOutcome.StrongerProofNeeded => "So urgent a request takes a sign-in to approve it. You may deny it here.",
        ReviewOutcome.AlreadyReviewed => "You answered before; an answer is final.",
        ReviewOutcome.AlreadyDecided => "It was decided before your answer.",
        ReviewOutcome.Expired => "The time to answer is over, which is a denial.",
        _ => throw new ArgumentException($"{outcome.GetType().Name} is not a refusal of a review.", nameof(outcome)),
    };

    private static string Of(ApprovalRequest request) => request.Decision is { } decision
        ? $"Taken. {VisibleText.Of(decision.Reason, MostOfReason)}."
        : $"Taken. Approvals still needed: {request.ApprovalsNeeded}.";
}
