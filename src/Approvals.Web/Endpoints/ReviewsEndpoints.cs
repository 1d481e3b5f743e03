using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.OpenApi.Shapes;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/requests/{id}/reviews</c>: a person says yes or no.</summary>
internal static class ReviewsEndpoints
{
    private const string Channel = "api";
    internal const int MaxComment = 2_000;

    public static void MapReviews(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/requests/{id}/reviews", ReviewAsync).RequireAuthorization(CallerPolicies.Person)
            .Describe("reviewRequest", "requests", "A person approves or denies what they saw.")
            .Takes<ReviewRequestShape>("""{"verdict":"approve","comment":"Invoice checked","digest":"sha256:490b5cda58773d0269c8e28a0b2ace3e14fb813cf77399c9b199d80e6f744020"}""")
            .Answers<RequestView>()
            .Refuses(
                ProblemCode.NotFound, ProblemCode.NotAReviewer, ProblemCode.SelfReview, ProblemCode.NotYetAsked, ProblemCode.StrongerProofNeeded, ProblemCode.DigestMismatch,
                ProblemCode.AlreadyReviewed, ProblemCode.AlreadyDecided, ProblemCode.Expired, ProblemCode.Forbidden);

    private static async Task<IResult> ReviewAsync(
        string id, HttpContext context, Caller caller, IRequests requests, RequestViews views, TimeProvider time)
    {
        var person = (Caller.Person)caller;
        new QueryReader(context.Request).RefuseTheRest();
        var review = await ReadAsync(context, person.ProofAt(time.GetUtcNow()));
        if (RequestId.Parse(id) is not { } requestId)
        {
            return ApiProblem.NotFound();
        }

        var outcome = await requests.ReviewAsync(
            person.Tenant, requestId, person.Reviewer.Id, review, context.RequestAborted);
        return outcome switch
        {
            ReviewOutcome.Recorded(var request) => await views.AnswerAsync(request, context.RequestAborted),
            ReviewOutcome.Repeated(var request) => await views.AnswerAsync(request, context.RequestAborted),
            _ => Refuse(outcome),
        };
    }

    private static async Task<ReviewInput> ReadAsync(HttpContext context, Proof proof)
    {
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var review = new ReviewInput(
            body.RequiredWord("verdict", ("approve", Verdict.Approve), ("deny", Verdict.Deny)),
            body.OptionalText("comment", MaxComment),
            body.RequiredValue<ActionDigest>("digest", "is the digest that the request shows"),
            Channel,
            proof);
        body.RefuseTheRest();
        return review;
    }

    private static IResult Refuse(ReviewOutcome outcome) => outcome switch
    {
        ReviewOutcome.NotFound => ApiProblem.NotFound(),
        ReviewOutcome.NotAReviewer => ApiProblem.Of(
            ProblemCode.NotAReviewer, "You are not asked to review this request, neither by role nor by name."),
        ReviewOutcome.SelfReview => ApiProblem.Of(
            ProblemCode.SelfReview, "This was asked by your agent or on your behalf; others review it."),
        ReviewOutcome.NotYetAsked => ApiProblem.Of(
            ProblemCode.NotYetAsked, "The groups are asked one after the other, and others come first. You may deny at any time."),
        ReviewOutcome.StrongerProofNeeded => ApiProblem.Of(
            ProblemCode.StrongerProofNeeded, "So urgent a request takes a sign-in less than five minutes old to approve it. Sign in again, or deny it."),
        ReviewOutcome.DigestMismatch(var expected) => ApiProblem.Of(
            ProblemCode.DigestMismatch, $"You reviewed something else than what is asked, which is {expected}. Look at the request again."),
        ReviewOutcome.AlreadyReviewed(var review) => ApiProblem.Of(
            ProblemCode.AlreadyReviewed,
            $"You said '{review.Verdict.ToString().ToLowerInvariant()}' before; a verdict is final.",
            ("review", ReviewView.Of(review))),
        ReviewOutcome.AlreadyDecided(var decision) => ApiProblem.Of(
            ProblemCode.AlreadyDecided, $"{decision.Reason}.", ("decision", DecisionView.Of(decision))),
        ReviewOutcome.Expired(var decision) => ApiProblem.Of(
            ProblemCode.Expired, $"{decision.Reason}.", ("decision", DecisionView.Of(decision))),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is not a refusal of a review."),
    };
}
