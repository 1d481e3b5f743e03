using Microsoft.AspNetCore.Http;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Web.Contract;

/// <summary>Shows requests as the directory and the clock have them at this moment.</summary>
internal sealed class RequestViews(ITenants tenants, TimeProvider time)
{
    public async Task<RequestView> ShowAsync(ApprovalRequest request, CancellationToken cancellation) =>
        RequestView.Of(request, await tenants.FindAsync(request.Tenant, cancellation), time.GetUtcNow());

    public async Task<IResult> AnswerAsync(ApprovalRequest request, CancellationToken cancellation) =>
        TypedResults.Ok(await ShowAsync(request, cancellation));
}
