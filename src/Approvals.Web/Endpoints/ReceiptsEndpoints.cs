using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Ports;
using Approvals.Core.Receipts;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.OpenApi;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/receipts/{id}</c>: the whole flow as one document.</summary>
internal static class ReceiptsEndpoints
{
    public static void MapReceipts(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/receipts/{id}", FindAsync).RequireAuthorization()
            .Describe("findReceipt", "receipts", "The whole flow as one document in canonical form (RFC 8785), with its hash.")
            .Answers<CanonicalJson>()
            .Refuses(ProblemCode.NotFound, ProblemCode.NotAReviewer);

    private static async Task<IResult> FindAsync(string id, HttpContext context, Caller caller, IRequests requests)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var request = RequestId.Parse(id) is { } requestId
            ? await requests.FindAsync(caller.Tenant, requestId, context.RequestAborted)
            : null;
        return Visibility.Refuse(request, caller)
            ?? TypedResults.Text(Receipt.Of(request!).Document.Text, "application/json", Encoding.UTF8);
    }
}
