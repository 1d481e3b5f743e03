using System.Globalization;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Web.Authentication;
using Approvals.Web.Contract;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Endpoints;

/// <summary>Tells a client what happens to a request until nothing more can, or its credential is worth nothing.</summary>
internal sealed class Following(
    IRequests requests, ITenants tenants, RequestViews views, Patience patience, TimeProvider time)
{
    /// <summary>How long nothing is said before a comment shows that the line still holds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>The events after those that the client has seen.</summary>
    public IResult From(ApprovalRequest request, int seen, Caller caller) => new Stream(this, request, seen, caller);

    private IDisposable Enter(Caller caller) => patience.Enter(caller);

    private async Task TellAsync(EventWriter writer, ApprovalRequest request, int seen, Caller caller, CancellationToken aborted)
    {
        while (true)
        {
            var events = RequestEvents.Of(request);
            for (; seen < events.Count; seen++)
            {
                writer.Write((seen + 1).ToString(CultureInfo.InvariantCulture), events[seen], await views.ShowAsync(request, aborted));
            }

            await writer.FlushAsync(aborted);
            if (RequestEvents.AreOver(request, time.GetUtcNow()) || await NextAsync(request, caller, aborted) is not { } next)
            {
                return;
            }

            if (next.Version == request.Version)
            {
                writer.Comment();
            }

            request = next;
        }
    }

    /// <summary>The request after a change, or after a silence; null where the client is to be told no more.</summary>
    private async Task<ApprovalRequest?> NextAsync(ApprovalRequest request, Caller caller, CancellationToken aborted)
    {
        var next = await patience.WaitForChangeAsync(requests, request, Silence, aborted);
        return !patience.IsOver(aborted)
            && await tenants.FindAsync(request.Tenant, aborted) is { } tenant
            && caller.AsOf(tenant, time.GetUtcNow())?.Viewer.Sees(request) is true
                ? next
                : null;
    }

    private sealed class Stream(Following following, ApprovalRequest request, int seen, Caller caller) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var place = following.Enter(caller);
            var writer = EventWriter.Begin(httpContext);
            try
            {
                await following.TellAsync(writer, request, seen, caller, httpContext.RequestAborted);
            }
            catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
            {
                // The client went away, as clients do; it resumes where it was.
                httpContext.Abort();
            }
        }
    }
}
