using Approvals.Core.Requests;
using Approvals.Web.Authentication;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Endpoints;

/// <summary>Whether a request is there for its caller.</summary>
internal static class Visibility
{
    /// <summary>
    /// The refusal, or null where the caller may see the request. To a program, another one's request does not exist;
    /// a person of the tenant is told that they do not review it.
    /// </summary>
    public static IResult? Refuse(ApprovalRequest? request, Caller caller)
    {
        if (request is null)
        {
            return ApiProblem.NotFound();
        }

        if (caller.Viewer.Sees(request))
        {
            return null;
        }

        return caller is Caller.Person
            ? ApiProblem.Of(ProblemCode.NotAReviewer, "You are not asked to review this request, neither by role nor by name.")
            : ApiProblem.NotFound();
    }
}
