using System.Globalization;
using Approvals.Core.Audit;
using Approvals.Core.Ports;
using Approvals.Web.Authentication;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Approvals.Web.Auditing;

/// <summary>
/// Writes down what an admin is about to do, lets it be done, and writes down what came of it. What cannot be written
/// down is not done.
/// </summary>
internal sealed class AuditFilter(string act, string? dryRun = null) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (Caller.Of(http.User) is not { MayAdminister: true } caller || (dryRun is not null && http.Request.Query[dryRun] == "true"))
        {
            return await next(context);
        }

        var audit = http.RequestServices.GetRequiredService<IAudit>();
        var place = await audit.BeginAsync(
            caller.Tenant, new AuditedAct(caller.Name, act, http.Request.Path), CancellationToken.None);
        try
        {
            var result = await next(context);
            await audit.EndAsync(caller.Tenant, place, EndOf(http, result), CancellationToken.None);
            return result;
        }
        catch (RefusedException refused)
        {
            await audit.EndAsync(caller.Tenant, place, Refused(refused.Code.Status, refused.Code.Code), CancellationToken.None);
            throw;
        }
    }

    private static AuditedEnd EndOf(HttpContext http, object? result) => result switch
    {
        ProblemHttpResult { ProblemDetails: var problem } => Refused(
            problem.Status ?? StatusCodes.Status500InternalServerError, problem.Extensions["code"] as string ?? ""),
        IStatusCodeHttpResult { StatusCode: var status } => new AuditedEnd(
            (status ?? StatusCodes.Status200OK).ToString(CultureInfo.InvariantCulture), TagOf(http), CreatedBy(result)),
        _ => new AuditedEnd(StatusCodes.Status200OK.ToString(CultureInfo.InvariantCulture), TagOf(http)),
    };

    private static AuditedEnd Refused(int status, string code) => new(string.Create(CultureInfo.InvariantCulture, $"{status} {code}"));

    private static string? TagOf(HttpContext http) => http.Response.Headers.ETag is [{ } tag] ? tag : null;

    /// <summary>The generic results that say where something was made share no type that tells it.</summary>
    private static string? CreatedBy(object? result) => result?.GetType().GetProperty(nameof(Created.Location))?.GetValue(result) as string;
}
