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

    private static readonly EntryKind<Reviewer, ReviewerView> Reviewers = new(
        tenant => tenant.Reviewers, person => person.Id.Value, ReviewerView.Of, person => new TenantChange.PutReviewer(person));

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
            .Takes<ReviewerEntryShape>("""{"roles":["reading"],"identities":[{"issuer":"https://id.example","subject":"00u1"}],"contacts":{"email":"rita@example.com"},"timeZone":"Europe/Berlin","workingHours":[{"days":["mon","tue","wed","thu","fri"],"from":"09:00","to":"17:30"}]}""")
            .Answers<ReviewerView>()
            .Refuses(ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
        routes.MapDelete("/v1/reviewers/{id}", DeactivateAsync).ForAdmins("reviewer.deactivate")
            .Describe("deactivateReviewer", "reviewers", "The person may do nothing any more; the entry stays.")
            .Takes(DocumentedParameter.IfMatch)
            .Answers<ReviewerView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
    }

    private static Task<IResult> ListAsync(HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.ListAsync(context, caller, Reviewers);

    private static Task<IResult> FindAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.FindAsync(id, context, caller, Reviewers);

    private static Task<IResult> PutAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries) =>
        entries.PutAsync(context, caller, Reviewers, body => new Reviewer
        {
            Id = EntryName.Parse<ReviewerId>(id),
            Roles = [.. (body.OptionalValues<RoleName>("roles", MaxRoles, $"is a role's name: {Identifier.Rule}") ?? []).Distinct()],
            Active = body.OptionalBoolean("active") ?? true,
            Identities = body.OptionalObjects("identities", MaxIdentities, ReadIdentity) ?? [],
            Deputies = body.OptionalObjects("deputies", Deputy.MaxDeputies, ReadDeputy),
            Reachable = ReachabilityBody.Read(body),
        });

    /// <summary>The entry stays: what the person did refers to it, and nobody else becomes who they were.</summary>
    private static async Task<IResult> DeactivateAsync(string id, HttpContext context, Caller caller, DirectoryEntries entries, DirectoryEditor editor)
    {
        var tenant = await entries.ChangeAsync(
            id, context, caller, Reviewers, person => new TenantChange.PutReviewer(person with { Active = false }));
        return editor.Show(context, ReviewerView.Of(Reviewers.Find(tenant, id)!));
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
