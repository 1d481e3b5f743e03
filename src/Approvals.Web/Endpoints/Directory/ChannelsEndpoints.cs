using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Web.Auditing;
using Approvals.Web.Authentication;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.OpenApi.Shapes;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints.Directory;

/// <summary><c>/v1/channels</c>: on which ways people are told.</summary>
internal static class ChannelsEndpoints
{
    private static readonly EntryKind<TenantChannel, ChannelView> Channels = new(
        tenant => tenant.Channels ?? [], channel => channel.Name.Value, ChannelView.Of, channel => new TenantChange.PutChannel(channel));

    public static void MapChannels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/channels", ListAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("listChannels", "channels", "The channels of the tenant, without their secrets.")
            .Takes(DocumentedParameter.After, DocumentedParameter.Limit)
            .Answers<Page<ChannelView>>()
            .Refuses(ProblemCode.Forbidden);
        routes.MapGet("/v1/channels/{id}", FindAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("findChannel", "channels", "One channel, under its ETag.")
            .Answers<ChannelView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
        routes.MapPut("/v1/channels/{id}", PutAsync).ForAdmins("channel.put")
            .Describe("putChannel", "channels", "Adds the channel, or takes its place; a secret that is left out stays what it was.")
            .Takes(DocumentedParameter.IfMatch, DocumentedParameter.IfNoneMatch)
            .Takes<ChannelEntryShape>("""{"kind":"email","host":"mail.example","port":587,"from":"approvals@example.com"}""")
            .Answers<ChannelView>()
            .Refuses(ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
        routes.MapDelete("/v1/channels/{id}", RemoveAsync).ForAdmins("channel.remove")
            .Describe("removeChannel", "channels", "Takes the channel out, and its secrets with it.")
            .Takes(DocumentedParameter.IfMatch)
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(ProblemCode.NotFound, ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
    }

    private static Task<IResult> ListAsync(HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.ListAsync(context, caller, Channels);

    private static Task<IResult> FindAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.FindAsync(id, context, caller, Channels);

    private static async Task<IResult> PutAsync(
        string id, HttpContext context, Caller caller, DirectoryEntries entries, DirectoryEditor editor, ChannelBody channels)
    {
        var name = EntryName.Parse<ChannelName>(id);
        var before = (await editor.FindAsync(caller.Tenant, context.RequestAborted)).FindChannel(name);
        return await entries.PutAsync(context, caller, Channels, body => channels.Read(body, caller.Tenant, name, before));
    }

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries)
    {
        await entries.ChangeAsync(id, context, caller, Channels, channel => new TenantChange.RemoveChannel(channel.Name));
        return TypedResults.NoContent();
    }
}
