using Approvals.Web.OpenApi.Shapes;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.OpenApi;

/// <summary>What a route's document says of it, beside its address and who may call it.</summary>
internal static class RouteDocs
{
    private const string ProblemType = "application/problem+json";

    /// <summary>What any call can be refused with.</summary>
    private static readonly ProblemCode[] Always =
    [
        ProblemCode.InvalidParameter, ProblemCode.BadRequest, ProblemCode.Unauthenticated, ProblemCode.RateLimited, ProblemCode.Overloaded,
        ProblemCode.InternalError, ProblemCode.OutcomeUnknown, ProblemCode.IssuerUnavailable,
    ];

    private static readonly ProblemCode[] OfBodies =
        [ProblemCode.InvalidJson, ProblemCode.UnknownField, ProblemCode.InvalidField, ProblemCode.NumberNotExact, ProblemCode.BodyTooLarge];

    /// <param name="route">The route.</param>
    /// <param name="id">The operation's name in generated clients.</param>
    /// <param name="tag">The resource.</param>
    /// <param name="summary">What it is for, in a sentence.</param>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder route, string id, string tag, string summary) =>
        route.WithName(id).WithTags(tag).WithSummary(summary);

    /// <summary>The body's shape. It is read as JSON whatever its content type is called.</summary>
    /// <param name="route">The route.</param>
    /// <param name="example">A body that is taken as it stands.</param>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder route, string example) =>
        route.WithMetadata(new DocumentedBody(typeof(T), example)).Refuses(OfBodies);

    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder route, params DocumentedParameter[] parameters) =>
        route.WithMetadata([.. parameters]);

    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK) =>
        route.Produces<T>(status);

    /// <summary>What it can be refused with beside <see cref="Always"/>, which a route has by saying anything here.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ProblemCode[] codes)
    {
        foreach (var status in codes.Concat(Always).Select(c => c.Status).Distinct())
        {
            route.Produces<ProblemShape>(status, ProblemType);
        }

        return route.WithMetadata(new DocumentedCodes([.. codes, .. Always]));
    }
}
