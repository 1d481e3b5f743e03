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

/// <summary><c>/v1/keys</c>: the credentials of programs. A secret is in the one answer that makes it, and nowhere else.</summary>
internal static class KeysEndpoints
{
    private static readonly TimeSpan StandardOverlap = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/keys", ListAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("listKeys", "keys", "The API keys of the tenant, without their secrets.")
            .Takes(DocumentedParameter.After, DocumentedParameter.Limit)
            .Answers<Page<KeyView>>()
            .Refuses(ProblemCode.Forbidden);
        routes.MapGet("/v1/keys/{id}", FindAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("findKey", "keys", "One API key, without its secret.")
            .Answers<KeyView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
        routes.MapPost("/v1/keys", CreateAsync).ForAdmins("key.create")
            .Describe("createKey", "keys", "Makes an API key. The answer is the only one that shows it.")
            .Takes<NewKeyShape>("""{"kind":"agent","agent":"demo-agent","environments":["test"]}""")
            .Answers<KeyView>(StatusCodes.Status201Created)
            .Refuses(ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
        routes.MapPost("/v1/keys/{id}/rotate", RotateAsync).ForAdmins("key.rotate")
            .Describe("rotateKey", "keys", "Makes a key in the place of one that is good for a while yet.")
            .Takes<RotationShape>("""{"overlap":"1h"}""")
            .Answers<KeyView>(StatusCodes.Status201Created)
            .Refuses(ProblemCode.NotFound, ProblemCode.KeyNotInForce, ProblemCode.DirectoryConflict, ProblemCode.Forbidden);
        routes.MapDelete("/v1/keys/{id}", RevokeAsync).ForAdmins("key.revoke")
            .Describe("revokeKey", "keys", "The key is worth nothing from the next call on.")
            .Answers<KeyView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, DirectoryEditor directory, TimeProvider time)
    {
        var query = new QueryReader(context.Request);
        var place = query.Place();
        query.RefuseTheRest();
        var tenant = await directory.FindAsync(caller.Tenant, context.RequestAborted);
        var now = time.GetUtcNow();
        return TypedResults.Ok(Paging.Take(tenant.Keys, k => k.Id.Value, place, k => KeyView.Of(k, now)));
    }

    private static async Task<IResult> FindAsync(
        string id, HttpContext context, Caller caller, DirectoryEditor directory, TimeProvider time)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var tenant = await directory.FindAsync(caller.Tenant, context.RequestAborted);
        return Find(tenant, id) is { } key ? TypedResults.Ok(KeyView.Of(key, time.GetUtcNow())) : ApiProblem.NotFound();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Caller caller, DirectoryEditor directory, TimeProvider time)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var now = time.GetUtcNow();
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var drawn = ApiKeyText.Draw();
        var key = KeyBody.Read(body, drawn, now);
        await directory.ChangeAsync(caller.Tenant, _ => [new TenantChange.AddKey(key)], context.RequestAborted);
        return Reveal(context, drawn, key, now);
    }

    private static async Task<IResult> RotateAsync(
        string id, HttpContext context, Caller caller, DirectoryEditor directory, TimeProvider time)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var now = time.GetUtcNow();
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var overlap = body.OptionalDuration("overlap", TimeSpan.Zero, LongestOverlap) ?? StandardOverlap;
        var expiresAt = KeyBody.ReadExpiry(body, now);
        body.RefuseTheRest();
        var drawn = ApiKeyText.Draw();
        var tenant = await directory.ChangeAsync(
            caller.Tenant,
            before =>
            {
                var old = Find(before, id) ?? throw EntryName.NotFound();
                return old.IsInForce(now)
                    ? [new TenantChange.AddKey(drawn.InPlaceOf(old, now, expiresAt ?? old.ExpiresAt)), new TenantChange.ExpireKey(old.Id, now + overlap)]
                    : throw new RefusedException(ProblemCode.KeyNotInForce, $"The key {old.Id} is worth nothing any more; create a new one.");
            },
            context.RequestAborted);
        return Reveal(context, drawn, tenant.FindKey(drawn.Id)!, now);
    }

    private static async Task<IResult> RevokeAsync(
        string id, HttpContext context, Caller caller, DirectoryEditor directory, TimeProvider time)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var tenant = await directory.ChangeAsync(
            caller.Tenant,
            before => [new TenantChange.RevokeKey((Find(before, id) ?? throw EntryName.NotFound()).Id)],
            context.RequestAborted);
        return TypedResults.Ok(KeyView.Of(Find(tenant, id)!, time.GetUtcNow()));
    }

    private static ApiKey? Find(Tenant tenant, string id) => KeyId.Parse(id) is { } key ? tenant.FindKey(key) : null;

    private static IResult Reveal(HttpContext context, ApiKeyText drawn, ApiKey key, DateTimeOffset now)
    {
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/v1/keys/{key.Id}", KeyView.Of(key, now) with { ApiKey = drawn.Reveal() });
    }
}
