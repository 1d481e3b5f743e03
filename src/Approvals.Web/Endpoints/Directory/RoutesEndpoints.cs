using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Web.Auditing;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.OpenApi.Shapes;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints.Directory;

/// <summary><c>/v1/routes</c>: which channels for which urgency.</summary>
internal static class RoutesEndpoints
{
    public static void MapRoutes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/routes", FindAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("findRoutes", "channels", "Which channels people are told by, by urgency, under an ETag.")
            .Answers<RoutesView>()
            .Refuses(ProblemCode.Forbidden);
        routes.MapPut("/v1/routes", PutAsync).ForAdmins("routes.put")
            .Describe("putRoutes", "channels", "Says which channels people are told by, by urgency; with nothing in it, the standard.")
            .Takes(DocumentedParameter.IfMatch)
            .Takes<RoutesShape>("""{"low":{"channels":[]}}""")
            .Answers<RoutesView>()
            .Refuses(ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
    }

    private static async Task<IResult> FindAsync(HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        return directory.Show(context, RoutesView.Of(await directory.FindAsync(caller.Tenant, context.RequestAborted)));
    }

    private static async Task<IResult> PutAsync(HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var said = new ChannelRoutes
        {
            Low = body.OptionalPart("low", Read),
            Normal = body.OptionalPart("normal", Read),
            High = body.OptionalPart("high", Read),
            Critical = body.OptionalPart("critical", Read),
        };
        body.RefuseTheRest();
        var tenant = await directory.ChangeAsync(
            caller.Tenant,
            before =>
            {
                directory.Require(precondition, RoutesView.Of(before));
                return [new TenantChange.RouteChannels(said)];
            },
            context.RequestAborted);
        return directory.Show(context, RoutesView.Of(tenant));
    }

    private static ChannelRoute Read(JsonObjectReader part) => new(
        [.. (part.OptionalValues<ChannelName>("channels", Tenant.MostChannels, $"is a channel's name: {Identifier.Rule}") ?? []).Distinct()],
        part.OptionalBoolean("all") ?? true)
    {
        Digest = part.OptionalBoolean("digest") is true ? true : null,
    };
}
