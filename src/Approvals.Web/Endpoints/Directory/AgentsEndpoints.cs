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

/// <summary><c>/v1/agents</c>: the agents of the tenant.</summary>
internal static class AgentsEndpoints
{
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
        routes.MapDelete("/v1/agents/{id}", RemoveAsync).ForAdmins("agent.remove")
            .Describe("removeAgent", "agents", "Takes the agent out, and revokes its keys.")
            .Takes(DocumentedParameter.IfMatch)
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(ProblemCode.NotFound, ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, DirectoryEditor directory)
    {
        var query = new QueryReader(context.Request);
        var place = query.Place();
        query.RefuseTheRest();
        var tenant = await directory.FindAsync(caller.Tenant, context.RequestAborted);
        return TypedResults.Ok(Paging.Take(tenant.Agents, a => a.Id.Value, place, AgentView.Of));
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var tenant = await directory.FindAsync(caller.Tenant, context.RequestAborted);
        return Find(tenant, id) is { } agent ? directory.Show(context, AgentView.Of(agent)) : ApiProblem.NotFound();
    }

    private static async Task<IResult> PutAsync(string id, HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        var entry = await ReadAsync(EntryName.Parse<AgentId>(id), context);
        var tenant = await directory.ChangeAsync(
            caller.Tenant,
            before =>
            {
                directory.Require(precondition, before.FindAgent(entry.Id) is { } known ? AgentView.Of(known) : null);
                return [new TenantChange.PutAgent(entry)];
            },
            context.RequestAborted);
        return directory.Show(context, AgentView.Of(tenant.FindAgent(entry.Id)!));
    }

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        await directory.ChangeAsync(
            caller.Tenant,
            before =>
            {
                var agent = Find(before, id) ?? throw EntryName.NotFound();
                directory.Require(precondition, AgentView.Of(agent));
                return [new TenantChange.RemoveAgent(agent.Id)];
            },
            context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static Agent? Find(Tenant tenant, string id) => AgentId.Parse(id) is { } agent ? tenant.FindAgent(agent) : null;

    private static async Task<Agent> ReadAsync(AgentId id, HttpContext context)
    {
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var entry = new Agent(
            id,
            body.OptionalValue<ReviewerId>("owner", $"is a person's id: {Identifier.Rule}"),
            KeyScope.ReadEnvironments(body),
            KeyScope.ReadCallbackOrigins(body));
        body.RefuseTheRest();
        return entry;
    }
}
