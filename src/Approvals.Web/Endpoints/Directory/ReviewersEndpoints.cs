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

/// <summary><c>/v1/reviewers</c>: the persons of the tenant.</summary>
internal static class ReviewersEndpoints
{
    private const int MaxRoles = 100;
    private const int MaxIdentities = 20;
    private const int MaxIdentityText = 255;

    public static void MapReviewers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/reviewers", ListAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("listReviewers", "reviewers", "The reviewers of the tenant.")
            .Takes(DocumentedParameter.After, DocumentedParameter.Limit)
            .Answers<Page<ReviewerView>>()
            .Refuses(ProblemCode.Forbidden);
        routes.MapGet("/v1/reviewers/{id}", FindAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("findReviewer", "reviewers", "One reviewer, under its ETag.")
            .Answers<ReviewerView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
        routes.MapPut("/v1/reviewers/{id}", PutAsync).ForAdmins("reviewer.put")
            .Describe("putReviewer", "reviewers", "Adds the reviewer, or takes the entry's place.")
            .Takes(DocumentedParameter.IfMatch, DocumentedParameter.IfNoneMatch)
            .Takes<ReviewerEntryShape>("""{"roles":["reading"],"identities":[{"issuer":"https://id.example","subject":"00u1"}]}""")
            .Answers<ReviewerView>()
            .Refuses(ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
        routes.MapDelete("/v1/reviewers/{id}", DeactivateAsync).ForAdmins("reviewer.deactivate")
            .Describe("deactivateReviewer", "reviewers", "The person may do nothing any more; the entry stays.")
            .Takes(DocumentedParameter.IfMatch)
            .Answers<ReviewerView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, DirectoryEditor directory)
    {
        var query = new QueryReader(context.Request);
        var place = query.Place();
        query.RefuseTheRest();
        var tenant = await directory.FindAsync(caller.Tenant, context.RequestAborted);
        return TypedResults.Ok(Paging.Take(tenant.Reviewers, r => r.Id.Value, place, ReviewerView.Of));
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var tenant = await directory.FindAsync(caller.Tenant, context.RequestAborted);
        return Find(tenant, id) is { } person ? directory.Show(context, ReviewerView.Of(person)) : ApiProblem.NotFound();
    }

    private static async Task<IResult> PutAsync(string id, HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        var entry = await ReadAsync(EntryName.Parse<ReviewerId>(id), context);
        var tenant = await directory.ChangeAsync(
            caller.Tenant,
            before =>
            {
                directory.Require(precondition, before.FindReviewer(entry.Id) is { } known ? ReviewerView.Of(known) : null);
                return [new TenantChange.PutReviewer(entry)];
            },
            context.RequestAborted);
        return directory.Show(context, ReviewerView.Of(tenant.FindReviewer(entry.Id)!));
    }

    /// <summary>The entry stays: what the person did refers to it, and nobody else becomes who they were.</summary>
    private static async Task<IResult> DeactivateAsync(string id, HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        var tenant = await directory.ChangeAsync(
            caller.Tenant,
            before =>
            {
                var person = Find(before, id) ?? throw EntryName.NotFound();
                directory.Require(precondition, ReviewerView.Of(person));
                return [new TenantChange.PutReviewer(person with { Active = false })];
            },
            context.RequestAborted);
        return directory.Show(context, ReviewerView.Of(Find(tenant, id)!));
    }

    private static Reviewer? Find(Tenant tenant, string id) =>
        ReviewerId.Parse(id) is { } reviewer ? tenant.FindReviewer(reviewer) : null;

    private static async Task<Reviewer> ReadAsync(ReviewerId id, HttpContext context)
    {
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var entry = new Reviewer
        {
            Id = id,
            Roles = [.. (body.OptionalValues<RoleName>("roles", MaxRoles, $"is a role's name: {Identifier.Rule}") ?? []).Distinct()],
            Active = body.OptionalBoolean("active") ?? true,
            Identities = body.OptionalObjects("identities", MaxIdentities, ReadIdentity) ?? [],
            Deputies = body.OptionalObjects("deputies", Deputy.MaxDeputies, ReadDeputy),
        };
        body.RefuseTheRest();
        return entry;
    }

    private static Identity ReadIdentity(JsonObjectReader part) =>
        new(part.RequiredText("issuer", MaxIdentityText), part.RequiredText("subject", MaxIdentityText));

    private static Deputy ReadDeputy(JsonObjectReader part) => new()
    {
        Id = part.RequiredValue<ReviewerId>("reviewer", $"is a person's id: {Identifier.Rule}"),
        From = part.OptionalTime("from"),
        Until = part.OptionalTime("until"),
    };
}
