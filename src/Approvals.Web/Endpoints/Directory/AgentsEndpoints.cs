using System.Security.Cryptography;
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

/// <summary><c>/v1/agents</c>: the agents of the tenant.</summary>
internal static class AgentsEndpoints
{
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);
    private static readonly TimeSpan StandardOverlap = TimeSpan.FromDays(1);

    private static readonly EntryKind<Agent, AgentView> Agents = new(
        tenant => tenant.Agents, agent => agent.Id.Value, AgentView.Of, agent => new TenantChange.PutAgent(agent));

    public static void MapAgents(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/agents", ListAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("listAgents", "agents", "The agents of the tenant.")
            .Takes(DocumentedParameter.After, DocumentedParameter.Limit)
            .Answers<Page<AgentView>>()
            .Refuses(ProblemCode.Forbidden);
        routes.MapGet("/v1/agents/{id}", FindAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("findAgent", "agents", "One agent, under its ETag.")
            .Answers<AgentView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
        routes.MapPut("/v1/agents/{id}", PutAsync).ForAdmins("agent.put")
            .Describe("putAgent", "agents", "Adds the agent, or takes the entry's place.")
            .Takes(DocumentedParameter.IfMatch, DocumentedParameter.IfNoneMatch)
            .Takes<AgentEntryShape>("""{"owner":"carol","environments":["test"],"callbackOrigins":["https://agent.example"]}""")
            .Answers<AgentView>()
            .Refuses(ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
        routes.MapPost("/v1/agents/{id}/callback-secret/rotate", RotateAsync).ForAdmins("agent.rotateCallbackSecret")
            .Describe("rotateCallbackSecret", "agents", "Gives the agent a new secret to verify its callbacks with; the one before it signs as well for a time.")
            .Takes<CallbackRotationShape>("""{"overlap":"1d"}""")
            .Answers<CallbackSecretView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
        routes.MapDelete("/v1/agents/{id}", RemoveAsync).ForAdmins("agent.remove")
            .Describe("removeAgent", "agents", "Takes the agent out, and revokes its keys.")
            .Takes(DocumentedParameter.IfMatch)
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(ProblemCode.NotFound, ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
    }

    private static async Task<IResult> RotateAsync(
        string id, HttpContext context, Caller caller, DirectoryEditor directory, ICallbackSecrets secrets, TimeProvider time)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var overlap = body.OptionalDuration("overlap", TimeSpan.Zero, LongestOverlap) ?? StandardOverlap;
        body.RefuseTheRest();
        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var until = time.GetUtcNow() + overlap;
        var agent = EntryName.Parse<AgentId>(id);
        await directory.ChangeAsync(
            caller.Tenant,
            before => before.FindAgent(agent) is null ? throw EntryName.NotFound() : [new TenantChange.RotateCallbackSecret(agent, name, until)],
            context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CallbackSecretView(agent, secrets.Reveal(caller.Tenant, agent, name), until));
    }

    private static Task<IResult> ListAsync(HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.ListAsync(context, caller, Agents);

    private static Task<IResult> FindAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.FindAsync(id, context, caller, Agents);

    private static Task<IResult> PutAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.PutAsync(context, caller, Agents, body => new Agent(
            EntryName.Parse<AgentId>(id),
            body.OptionalValue<ReviewerId>("owner", $"is a person's id: {Identifier.Rule}"),
            KeyScope.ReadEnvironments(body),
            KeyScope.ReadCallbackOrigins(body)));

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries)
    {
        await entries.ChangeAsync(id, context, caller, Agents, agent => new TenantChange.RemoveAgent(agent.Id));
        return TypedResults.NoContent();
    }
}
