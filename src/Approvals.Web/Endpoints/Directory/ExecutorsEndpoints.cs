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

/// <summary><c>/v1/executors</c>: the programs that carry approved actions out.</summary>
internal static class ExecutorsEndpoints
{
    public static void MapExecutors(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/executors", ListAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("listExecutors", "executors", "The executors of the tenant.")
            .Takes(DocumentedParameter.After, DocumentedParameter.Limit)
            .Answers<Page<ExecutorView>>()
            .Refuses(ProblemCode.Forbidden);
        routes.MapGet("/v1/executors/{id}", FindAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("findExecutor", "executors", "One executor, under its ETag.")
            .Answers<ExecutorView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
        routes.MapPut("/v1/executors/{id}", PutAsync).ForAdmins("executor.put")
            .Describe("putExecutor", "executors", "Adds the executor, or takes the entry's place.")
            .Takes(DocumentedParameter.IfMatch, DocumentedParameter.IfNoneMatch)
            .Takes<ExecutorEntryShape>("""{}""")
            .Answers<ExecutorView>()
            .Refuses(ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
        routes.MapDelete("/v1/executors/{id}", RemoveAsync).ForAdmins("executor.remove")
            .Describe("removeExecutor", "executors", "Takes the executor out, and revokes its keys.")
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
        return TypedResults.Ok(Paging.Take(tenant.Executors ?? [], e => e.Id.Value, place, ExecutorView.Of));
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var tenant = await directory.FindAsync(caller.Tenant, context.RequestAborted);
        return Find(tenant, id) is { } executor ? directory.Show(context, ExecutorView.Of(executor)) : ApiProblem.NotFound();
    }

    private static async Task<IResult> PutAsync(string id, HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        var body = await RequestBody.ReadObjectAsync(context.Request);
        body.RefuseTheRest();
        var entry = new Executor(EntryName.Parse<ExecutorId>(id));
        await directory.ChangeAsync(
            caller.Tenant,
            before =>
            {
                directory.Require(precondition, Find(before, id) is { } known ? ExecutorView.Of(known) : null);
                return [new TenantChange.PutExecutor(entry)];
            },
            context.RequestAborted);
        return directory.Show(context, ExecutorView.Of(entry));
    }

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        await directory.ChangeAsync(
            caller.Tenant,
            before =>
            {
                var executor = Find(before, id) ?? throw EntryName.NotFound();
                directory.Require(precondition, ExecutorView.Of(executor));
                return [new TenantChange.RemoveExecutor(executor.Id)];
            },
            context.RequestAborted);
        return TypedResults.NoContent();
    }

    private static Executor? Find(Tenant tenant, string id) =>
        tenant.Executors?.FirstOrDefault(e => e.Id.Value == id);
}
