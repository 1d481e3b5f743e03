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

/// <summary>A body's shape, and a body of it.</summary>
internal sealed record DocumentedBody(Type Shape, string Example);

/// <summary>The codes of a route's refusals.</summary>
internal sealed record DocumentedCodes(IReadOnlyList<ProblemCode> Codes);

/// <summary>A refusal (RFC 9457).</summary>
internal sealed record ProblemShape
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>For programs: one of the codes.</summary>
    public required string Code { get; init; }

    /// <summary>For people: what is wrong here, and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>Every problem of a policy.</summary>
    public IReadOnlyList<Core.Policies.PolicyError>? Errors { get; init; }

    /// <summary>What was decided, where that is why.</summary>
    public Contract.DecisionView? Decision { get; init; }

    /// <summary>What the caller said before, where that is why.</summary>
    public Contract.ReviewView? Review { get; init; }

    /// <summary>Where the request stands, where that is why.</summary>
    public Core.Requests.RequestStatus? RequestStatus { get; init; }

    /// <summary>Of an action that was asked for and not claimed.</summary>
    public Core.Identifiers.RequestId? RequestId { get; init; }

    /// <summary>For the operator.</summary>
    public string? TraceId { get; init; }
}
