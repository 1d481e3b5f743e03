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

/// <summary><c>/v1/executors</c>: the programs that carry approved actions out.</summary>
internal static class ExecutorsEndpoints
{
    private static readonly EntryKind<Executor, ExecutorView> Executors = new(
        tenant => tenant.Executors ?? [], executor => executor.Id.Value, ExecutorView.Of, executor => new TenantChange.PutExecutor(executor));

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

    private static Task<IResult> ListAsync(HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.ListAsync(context, caller, Executors);

    private static Task<IResult> FindAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.FindAsync(id, context, caller, Executors);

    private static Task<IResult> PutAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.PutAsync(context, caller, Executors, _ => new Executor(EntryName.Parse<ExecutorId>(id)));

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries)
    {
        await entries.ChangeAsync(id, context, caller, Executors, executor => new TenantChange.RemoveExecutor(executor.Id));
        return TypedResults.NoContent();
    }
}
