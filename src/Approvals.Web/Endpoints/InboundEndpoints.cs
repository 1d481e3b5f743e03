using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/inbound/{tenant}/{channel}</c>: what the services behind channels call; each proves itself to its channel.</summary>
internal static class InboundEndpoints
{
    /// <summary>The longest call, in bytes.</summary>
    private const int MaxBytes = 256 * 1024;

    public static void MapInbound(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/inbound/{tenant}/{channel}", ReceiveAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> ReceiveAsync(string tenant, string channel, HttpContext context, IInbound inbound)
    {
        if (TenantId.Parse(tenant) is not { } tenantId || ChannelName.Parse(channel) is not { } name)
        {
            return ApiProblem.NotFound();
        }

        var body = await ReadAsync(context.Request);
        var headers = context.Request.Headers;
        var call = new InboundCall(header => headers[header] is [var value] ? value : null, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, body);
        return await inbound.ReceiveAsync(tenantId, name, call, context.RequestAborted) switch
        {
            null => ApiProblem.NotFound(),
            { Body: { } text } answer => TypedResults.Text(text, answer.ContentType, Encoding.UTF8, answer.Status),
            { Status: var status } => TypedResults.StatusCode(status),
        };
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            if (body.Length + read > MaxBytes)
            {
                throw new RefusedException(ProblemCode.BodyTooLarge, $"A call has at most {MaxBytes} bytes.");
            }

            await body.WriteAsync(buffer.AsMemory(0, read));
        }

        return body.ToArray();
    }
}
