using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
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
        routes.MapGet("/v1/policies", ListAsync).RequireAuthorization(CallerPolicies.Auditor);
        routes.MapGet("/v1/policies/{name}", FindAsync).RequireAuthorization(CallerPolicies.Auditor);
        routes.MapPut("/v1/policies/{name}", PublishAsync).RequireAuthorization(CallerPolicies.Admin);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, IPolicies policies)
    {
        var set = await policies.FindAsync(caller.Tenant, context.RequestAborted);
        return TypedResults.Ok(new Page<PolicyView>([.. set.Policies.Select(p => PolicyView.Of(p, withSource: false))], null));
    }

    private static async Task<IResult> FindAsync(string name, HttpContext context, Caller caller, IPolicies policies)
    {
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

        var source = await ReadSourceAsync(context);
        var publication = new Publication(policyName, source, ReadIfMatch(context.Request), caller.Name);
        return await policies.PublishAsync(caller.Tenant, publication, context.RequestAborted) switch
        {
            PublishOutcome.Published(var policy) => Show(context, policy),
            PublishOutcome.VersionMismatch(var inForce) => ApiProblem.Of(
                ProblemCode.VersionMismatch, $"Version {inForce} is in force, not the one of your If-Match header. Look at it and try again."),
            PublishOutcome.Refused(var errors) => ApiProblem.Of(
                ProblemCode.PolicyInvalid, $"{errors.Length} problem(s); the first: {errors[0]}", ("errors", errors)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not an outcome of publishing."),
        };
    }

    private static async Task<string> ReadSourceAsync(HttpContext context)
    {
        var bytes = await RequestBody.ReadAsync(context.Request, PolicyCompiler.MaxBytes);
        return Utf8.IsValid(bytes)
            ? Encoding.UTF8.GetString(bytes)
            : throw new RefusedException(ProblemCode.InvalidField, "The document is not valid UTF-8.");
    }

    /// <summary>The version of an entity tag such as <c>"3"</c>; null where the caller does not care.</summary>
    private static int? ReadIfMatch(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header is [])
        {
            return null;
        }

        return header is [{ } tag]
            && int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new RefusedException(
                ProblemCode.InvalidParameter, "The header 'If-Match' holds the ETag of the version that you saw, such as \"3\", or \"0\" for none.");
    }

    private static IResult Show(HttpContext context, PublishedPolicy policy)
    {
        context.Response.Headers.ETag = $"\"{policy.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(PolicyView.Of(policy, withSource: true));
    }
}
