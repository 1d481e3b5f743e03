using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
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

/// <summary><c>/v1/channels/{id}/returned</c>: a message that came back, such as a mail that bounced.</summary>
internal static class ReturnsEndpoints
{
    private const int MaxReason = 200;

    public static void MapReturns(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/channels/{id}/returned", ReturnAsync).ForAdmins("message.returned")
            .Describe("returnMessage", "channels", "A message came back: it did not reach whom it was for.")
            .Takes<ReturnedMessageShape>("""{"requestId":"req_35B9A3CKH3AZMZ2ZZ45S04J7CR","reference":"<req_35B9A3CKH3AZMZ2ZZ45S04J7CR.626f62@example.com>","reason":"550 5.1.1 unknown user"}""")
            .Answers<ReturnedView>()
            .Refuses(ProblemCode.Forbidden);

    private static async Task<IResult> ReturnAsync(string id, HttpContext context, Caller caller, IOutbox outbox)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var channel = EntryName.Parse<ChannelName>(id);
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var request = RequestId.Parse(body.RequiredText("requestId", Identifier.MaxLength)) ?? throw JsonObjectReader.Invalid("requestId", "is a request's id");
        var (reference, reason) = (body.RequiredText("reference", Notification.MaxReference), body.RequiredText("reason", MaxReason));
        body.RefuseTheRest();
        return TypedResults.Ok(new ReturnedView(
            await outbox.ReturnAsync(caller.Tenant, request, channel, reference, reason, context.RequestAborted)));
    }
}
