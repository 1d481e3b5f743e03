using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Web.Auditing;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/policies</c>: what is allowed, denied and escalated.</summary>
internal static class PoliciesEndpoints
{
    public static void MapPolicies(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/policies", ListAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("listPolicies", "policies", "The policies in force, without their documents.")
            .Takes(DocumentedParameter.After, DocumentedParameter.Limit)
            .Answers<Page<PolicyView>>()
            .Refuses(ProblemCode.Forbidden);
        routes.MapGet("/v1/policies/{name}", FindAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("findPolicy", "policies", "The version in force of a policy.")
            .Answers<PolicyView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
        routes.MapGet("/v1/policies/{name}/versions/{version:int}", FindVersionAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("findPolicyVersion", "policies", "A version of a policy, in force or not.")
            .Answers<PolicyView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
        routes.MapPut("/v1/policies/{name}", PublishAsync).ForAdmins("policy.publish")
            .Describe("publishPolicy", "policies", "Publishes the next version of a policy, or refuses it whole.")
            .Takes(DocumentedParameter.IfMatch, DocumentedParameter.IfNoneMatch)
            .WithMetadata(new DocumentedBody(typeof(string), "rules: [{tool: reports.read, action: allow}]"))
            .Answers<PolicyView>()
            .Refuses(
                ProblemCode.InvalidField, ProblemCode.VersionMismatch, ProblemCode.BodyTooLarge, ProblemCode.PolicyInvalid, ProblemCode.Forbidden);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, IPolicies policies)
    {
        var query = new QueryReader(context.Request);
        var place = query.Place();
        query.RefuseTheRest();
        var set = await policies.FindAsync(caller.Tenant, context.RequestAborted);
        return TypedResults.Ok(Paging.Take(set.Policies, p => p.Policy.Name.Value, place, p => PolicyView.Of(p, withSource: false)));
    }

    private static async Task<IResult> FindAsync(string name, HttpContext context, Caller caller, IPolicies policies)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var set = await policies.FindAsync(caller.Tenant, context.RequestAborted);
        return set.Policies.FirstOrDefault(p => p.Policy.Name.Value == name) is { } policy
            ? Show(context, policy)
            : ApiProblem.NotFound();
    }

    private static async Task<IResult> PublishAsync(string name, HttpContext context, Caller caller, IPolicies policies)
    {
        if (PolicyName.Parse(name) is not { } policyName)
        {
            return ApiProblem.Of(ProblemCode.InvalidField, $"A policy's name is {Identifier.Rule}.");
        }

        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        var publication = new Publication(policyName, await ReadSourceAsync(context), SeenVersion(precondition), caller.Name)
        {
            IfAny = precondition is Precondition.Something,
        };
        return await policies.PublishAsync(caller.Tenant, publication, context.RequestAborted) switch
        {
            PublishOutcome.Published(var policy) => Show(context, policy),
            PublishOutcome.VersionMismatch(0) => ApiProblem.Of(
                ProblemCode.VersionMismatch, "No version is in force, and your If-Match header asks for one."),
            PublishOutcome.VersionMismatch(var inForce) => ApiProblem.Of(
                ProblemCode.VersionMismatch, $"Version {inForce} is in force, not what your precondition asks for. Look at it and try again."),
            PublishOutcome.Refused(var errors) => ApiProblem.PolicyInvalid(errors),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not an outcome of publishing."),
        };
    }

    /// <summary>A version that was published once, in force or not.</summary>
    private static async Task<IResult> FindVersionAsync(
        string name, int version, HttpContext context, Caller caller, IPolicies policies)
    {
        new QueryReader(context.Request).RefuseTheRest();
        return PolicyName.Parse(name) is { } policyName
            && await policies.FindVersionAsync(caller.Tenant, policyName, version, context.RequestAborted) is { } published
                ? TypedResults.Ok(PolicyView.Of(published, withSource: true))
                : ApiProblem.NotFound();
    }

    /// <summary>The version that the author saw, 0 for none; null where they do not say.</summary>
    private static int? SeenVersion(Precondition precondition) => precondition switch
    {
        Precondition.Exactly exactly => exactly.AsVersion(),
        Precondition.Nothing => 0,
        _ => null,
    };

    private static async Task<string> ReadSourceAsync(HttpContext context)
    {
        var bytes = await RequestBody.ReadAsync(context.Request, PolicyCompiler.MaxBytes);
        return Utf8.IsValid(bytes)
            ? Encoding.UTF8.GetString(bytes)
            : throw new RefusedException(ProblemCode.InvalidField, "The document is not valid UTF-8.");
    }

    private static IResult Show(HttpContext context, PublishedPolicy policy)
    {
        context.Response.Headers.ETag = $"\"{policy.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(PolicyView.Of(policy, withSource: true));
    }
}
