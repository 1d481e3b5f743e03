using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Web.Contract;

/// <summary>One person's verdict.</summary>
internal sealed record ReviewView(
    ReviewerId Reviewer, IReadOnlyList<ReviewerId>? StandsInFor, Verdict Verdict, string? Comment, string Channel, DateTimeOffset At, ActionDigest Digest)
{
    public static ReviewView Of(Review review) =>
        new(review.Reviewer, review.Authority.Principals.ToList() is { Count: > 0 } principals ? principals : null, review.Verdict, review.Comment, review.Channel, review.At, review.Digest);
}
