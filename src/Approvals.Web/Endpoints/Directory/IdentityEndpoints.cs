using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Web.Auditing;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints.Directory;

/// <summary><c>/v1/identity</c>: whose tokens the tenant takes, and which roles they give.</summary>
internal static class IdentityEndpoints
{
    private const int MaxText = 255;

    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/identity", FindAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("findIdentity", "identity", "Whose tokens the tenant takes, under an ETag.")
            .Answers<TenantIdentityView>()
            .Refuses(ProblemCode.Forbidden);
        routes.MapPut("/v1/identity", PutAsync).ForAdmins("identity.put")
            .Describe("putIdentity", "identity", "Says whose tokens the tenant takes, and which roles they give.")
            .Takes(DocumentedParameter.IfMatch)
            .Takes<TenantIdentityView>("""{"issuers":[{"issuer":"approvals-local-issuer","audience":"approvals:demo"},{"issuer":"https://id.example","audience":"approvals","roles":{"claim":"groups","map":[{"value":"money","role":"finance"}]}}]}""")
            .Answers<TenantIdentityView>()
            .Refuses(ProblemCode.VersionMismatch, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
    }

    private static async Task<IResult> FindAsync(HttpContext context, Caller caller, DirectoryEditor directory)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var tenant = await directory.FindAsync(caller.Tenant, context.RequestAborted);
        return directory.Show(context, TenantIdentityView.Of(tenant));
    }

    private static async Task<IResult> PutAsync(HttpContext context, Caller caller, DirectoryEditor directory, IssuerRules rules)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var issuers = body.OptionalObjects("issuers", Tenant.MostIssuers, part => Read(part, rules))
            ?? throw JsonObjectReader.Invalid("issuers", "is required");
        body.RefuseTheRest();
        if (issuers.Where((issuer, i) => issuers.Take(i).Any(issuer.IsSame)).FirstOrDefault() is { } twice)
        {
            throw JsonObjectReader.Invalid("issuers", $"has {twice.Issuer} for {twice.Audience} twice");
        }

        var tenant = await directory.ChangeAsync(
            caller.Tenant,
            before =>
            {
                directory.Require(precondition, TenantIdentityView.Of(before));
                return
                [
                    .. before.Issuers.Where(old => !issuers.Any(old.IsSame)).Select(old => new TenantChange.DistrustIssuer(old)),
                    .. issuers.Select(issuer => new TenantChange.TrustIssuer(issuer)),
                ];
            },
            context.RequestAborted);
        return directory.Show(context, TenantIdentityView.Of(tenant));
    }

    private static TrustedIssuer Read(JsonObjectReader part, IssuerRules rules)
    {
        var issuer = part.RequiredText("issuer", MaxText);
        return rules.Allow(issuer)
            ? new TrustedIssuer(issuer, part.RequiredText("audience", MaxText)) { Roles = part.OptionalPart("roles", ReadRoles) }
            : throw JsonObjectReader.Invalid("issuer", rules.Rule);
    }

    private static RoleClaim ReadRoles(JsonObjectReader part) => new(
        part.RequiredText("claim", MaxText),
        part.OptionalObjects("map", RoleClaim.MaxMapped, ReadMapped) ?? throw JsonObjectReader.Invalid("map", "is required"));

    private static MappedRole ReadMapped(JsonObjectReader part) => new(
        part.RequiredText("value", MaxText), part.RequiredValue<RoleName>("role", $"is a role's name: {Identifier.Rule}"));
}
