using System.Collections.Immutable;
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
    private const string DryRun = "dryRun";
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
        routes.MapPut("/v1/reviewers", PutAllAsync).ForAdmins("reviewers.put", DryRun)
            .Describe("putReviewers", "reviewers", "Makes the reviewers those of a document, YAML or JSON: whoever is not in it is deactivated.")
            .Takes(DocumentedParameter.DryRun)
            .WithMetadata(new DocumentedBody(typeof(string), "reviewers: [{reviewer: carol, roles: [owner, admin]}, {reviewer: rita, roles: [reading]}]"))
            .Answers<ReviewersChangedView>()
            .Refuses(ProblemCode.InvalidField, ProblemCode.UnknownField, ProblemCode.BodyTooLarge, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
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
        entries.PutAsync(context, caller, Reviewers, body => Read(EntryName.Parse<ReviewerId>(id), body));

    private static async Task<IResult> PutAllAsync(HttpContext context, Caller caller, DirectoryEditor editor)
    {
        var query = new QueryReader(context.Request);
        var isDryRun = query.Flag(DryRun);
        query.RefuseTheRest();
        if (Precondition.Read(context.Request) is not Precondition.Whatever)
        {
            throw new RefusedException(ProblemCode.InvalidParameter, "All reviewers together have no ETag; this call takes neither If-Match nor If-None-Match.");
        }

        var people = await ReadAllAsync(context.Request);
        var changed = new ReviewersChangedView([], [], []);
        if (caller is Caller.Person { Reviewer.Id: var own } && !people.Any(p => p.Id == own && p is { Active: true } && p.Holds(WellKnownRoles.Admin)))
        {
            throw new RefusedException(ProblemCode.DirectoryConflict, $"You would lock yourself out: {own} is not in the document as an admin. Add the entry, or use an admin's key.");
        }

        var decide = (Tenant tenant) =>
        {
            var changes = ChangesTo(tenant, people);
            changed = ReviewersChangedView.Of(tenant, changes);
            return changes;
        };
        if (isDryRun)
        {
            await editor.TryAsync(caller.Tenant, decide, context.RequestAborted);
        }
        else
        {
            await editor.ChangeAsync(caller.Tenant, decide, context.RequestAborted);
        }

        return TypedResults.Ok(changed);
    }

    private static async Task<ImmutableArray<Reviewer>> ReadAllAsync(HttpRequest request)
    {
        var body = await RequestBody.ReadYamlAsync(request);
        var people = body.OptionalObjects("reviewers", Tenant.MostReviewers, person =>
            Read(person.RequiredValue<ReviewerId>("reviewer", $"is a person's id: {Identifier.Rule}"), person));
        body.RefuseTheRest();
        if (people is not { IsEmpty: false } all)
        {
            throw JsonObjectReader.Invalid("reviewers", "is a list of one person at least");
        }

        return all.GroupBy(p => p.Id).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw JsonObjectReader.Invalid("reviewers", $"has {twice.Key} more than once")
            : all;
    }

    /// <summary>What makes the tenant's people these and no others; the entries of those who go stay, as always.</summary>
    private static List<TenantChange> ChangesTo(Tenant tenant, ImmutableArray<Reviewer> people)
    {
        var named = people.Select(p => p.Id).ToHashSet();
        var there = tenant.Reviewers.ToDictionary(r => r.Id);
        return
        [
            .. people.Where(p => there.GetValueOrDefault(p.Id) is not { } known || !ReviewerView.Of(known).IsSame(ReviewerView.Of(p)))
                .Concat(tenant.Reviewers.Where(r => r.Active && !named.Contains(r.Id)).Select(r => r with { Active = false }))
                .Select(p => new TenantChange.PutReviewer(p)),
        ];
    }

    private static Reviewer Read(ReviewerId id, JsonObjectReader body) =>
        new()
        {
            Id = id,
            Roles = [.. (body.OptionalValues<RoleName>("roles", MaxRoles, $"is a role's name: {Identifier.Rule}") ?? []).Distinct()],
            Active = body.OptionalBoolean("active") ?? true,
            Identities = body.OptionalObjects("identities", MaxIdentities, ReadIdentity) ?? [],
            Deputies = body.OptionalObjects("deputies", Deputy.MaxDeputies, ReadDeputy),
            Reachable = ReachabilityBody.Read(body),
        };

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
