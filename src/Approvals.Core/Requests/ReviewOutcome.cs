using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>What became of a review. In all cases but <see cref="Recorded"/> nothing was added.</summary>
public abstract record ReviewOutcome
{
    private ReviewOutcome()
    {
    }

    /// <summary>It counts; the request as it stands after it.</summary>
    public sealed record Recorded(ApprovalRequest Request) : ReviewOutcome;

    /// <summary>The person said the same before; the request as it now stands.</summary>
    public sealed record Repeated(ApprovalRequest Request) : ReviewOutcome;

    public sealed record NotFound : ReviewOutcome;

    /// <summary>The person is not asked, neither by role nor by name, or is not active.</summary>
    public sealed record NotAReviewer : ReviewOutcome;

    /// <summary>It is the person's own request.</summary>
    public sealed record SelfReview : ReviewOutcome;

    /// <summary>The groups are asked in order, and it is not the person's turn to approve. Denying is always in order.</summary>
    public sealed record NotYetAsked : ReviewOutcome;

    /// <summary>So urgent a request takes a stronger proof of who approves it. To deny, any will do.</summary>
    public sealed record StrongerProofNeeded(Proof Needed) : ReviewOutcome;

    /// <summary>The person saw something else than what is asked.</summary>
    public sealed record DigestMismatch(ActionDigest Expected) : ReviewOutcome;

    /// <summary>The person gave the other verdict before.</summary>
    public sealed record AlreadyReviewed(Review Review) : ReviewOutcome;

    /// <summary>The race is lost: this is what was decided, by whom and when.</summary>
    public sealed record AlreadyDecided(Decision Decision) : ReviewOutcome;

    /// <summary>The deadline has passed.</summary>
    public sealed record Expired(Decision Decision) : ReviewOutcome;
}
