using Approvals.Core.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Approvals.Web.Problems;

/// <summary>Refusals as problem details (RFC 9457) with a stable <c>code</c>.</summary>
internal static class ApiProblem
{
    public const string NothingOfThisName = "There is nothing of this name that your credential may see.";

    /// <param name="code">What is wrong, for programs.</param>
    /// <param name="detail">What is wrong here and what to do, for people.</param>
    /// <param name="members">Further members, by their names.</param>
    public static ProblemHttpResult Of(ProblemCode code, string detail, params (string Name, object? Value)[] members)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code.Code };
        foreach (var (name, value) in members.Where(m => m.Value is not null))
        {
            extensions[name] = value;
        }

        return TypedResults.Problem(
            detail, statusCode: code.Status, title: code.Title, type: $"urn:approvals:problem:{code.Code}", extensions: extensions);
    }

    public static ProblemHttpResult NotFound() =>
        Of(ProblemCode.NotFound, NothingOfThisName);

    public static ProblemHttpResult PolicyInvalid(IReadOnlyList<PolicyError> errors) =>
        Of(ProblemCode.PolicyInvalid, $"{errors.Count} problem(s); the first: {errors[0]}", ("errors", errors));

    /// <summary>The problem that an answer without a body stands for.</summary>
    public static ProblemHttpResult ForStatus(int status) => status switch
    {
        401 => Of(ProblemCode.Unauthenticated, "Send 'Authorization: Bearer' with an API key or a token that is still valid."),
        403 => Of(ProblemCode.Forbidden, "Your credential is valid, but callers of its kind may not do this."),
        404 => NotFound(),
        405 => Of(ProblemCode.MethodNotAllowed, "See the Allow header for the methods that this address takes."),
        413 => Of(ProblemCode.BodyTooLarge, "The body is larger than this address takes."),
        >= 400 and < 500 => Of(ProblemCode.BadRequest with { Status = status }, "The request could not be understood."),
        _ => Of(ProblemCode.InternalError, "The server made a mistake; whether your call took effect is not known. Ask again with the same Idempotency-Key."),
    };
}
