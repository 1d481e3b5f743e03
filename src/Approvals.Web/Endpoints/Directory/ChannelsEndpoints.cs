using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
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

/// <summary><c>/v1/channels</c>: on which ways people are told.</summary>
internal static class ChannelsEndpoints
{
    private const int MaxText = 255;
    private const int MaxSecret = 1_000;

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
        string id, HttpContext context, Caller caller, DirectoryEntries entries, DirectoryEditor editor, IChannelSecrets secrets)
    {
        var name = EntryName.Parse<ChannelName>(id);
        var before = (await editor.FindAsync(caller.Tenant, context.RequestAborted)).FindChannel(name);
        return await entries.PutAsync(context, caller, Channels, body =>
        {
            var settings = body.RequiredWord<Func<JsonObjectReader, ChannelSettings>>("kind", ("email", ReadEmail))(body);
            return new TenantChannel
            {
                Name = name,
                Settings = settings,
                Secrets = body.OptionalText(ChannelSettings.Email.Password, MaxSecret) is { } password
                    ? ImmutableSortedDictionary<string, string>.Empty.Add(
                        ChannelSettings.Email.Password, secrets.Protect(caller.Tenant, name, ChannelSettings.Email.Password, password))
                    : SecretsFor(settings, before),
            };
        });
    }

    /// <summary>Secrets stay with the server that they were given for: another one is not told them.</summary>
    private static ImmutableSortedDictionary<string, string> SecretsFor(ChannelSettings settings, TenantChannel? before) =>
        (settings, before?.Settings) switch
        {
            (ChannelSettings.Email { User: { } user } email, ChannelSettings.Email old)
                when user == old.User && email.Host == old.Host && email.Port == old.Port && (email.StartTls || !old.StartTls) => before.Secrets,
            (ChannelSettings.Email { User: not null }, _) =>
                throw JsonObjectReader.Invalid(ChannelSettings.Email.Password, "is required for an account that has none for this server"),
            _ => ImmutableSortedDictionary<string, string>.Empty,
        };

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries)
    {
        await entries.ChangeAsync(id, context, caller, Channels, channel => new TenantChange.RemoveChannel(channel.Name));
        return TypedResults.NoContent();
    }

    private static ChannelSettings.Email ReadEmail(JsonObjectReader body)
    {
        var host = body.RequiredText("host", MaxText);
        var from = body.RequiredText("from", MaxText);
        return new ChannelSettings.Email
        {
            Host = Uri.CheckHostName(host) != UriHostNameType.Unknown ? host : throw JsonObjectReader.Invalid("host", "is a host's name or address"),
            Port = body.RequiredNumber("port", 1, 65_535),
            StartTls = body.OptionalBoolean("startTls") ?? true,
            User = body.OptionalText("user", MaxText),
            From = Contacts.IsEmail(from) ? from : throw JsonObjectReader.Invalid("from", "is a mail address such as approvals@example.com"),
        };
    }
}
