using System.Security.Cryptography;
using System.Text;
using Approvals.Core.Ports;
using Approvals.Web.Authentication;
using Approvals.Web.Contract;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Approvals.Web.Endpoints;

/// <summary>Tells a client what happens to the requests that it may see, until its credential is worth nothing or an hour is over.</summary>
internal sealed class ChangeFollowing(
    IChanges changes, ITenants tenants, RequestViews views, Patience patience, IDataProtectionProvider protection, TimeProvider time)
{
    public const int PageSize = 100;

    /// <summary>How long nothing is said before a sign that the line still holds.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>What gathers in so long goes together: who follows is told of a request that changes twice once.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    /// <summary>A credential may end meanwhile; whoever has another one goes on where they were.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static RefusedException Invalid() => new(
        ProblemCode.InvalidParameter, "The header 'Last-Event-ID' holds the id of an event of this address. Without it, you are told what happens from now on.");

    /// <summary>Null where the client begins. Ids are sealed: how many changes there are is no tenant's to know.</summary>
    public string? ReadLastEventId(HttpRequest request, Caller caller)
    {
        if (request.Headers["Last-Event-ID"] is not [{ Length: > 0 } id])
        {
            return request.Headers["Last-Event-ID"] is [] or [""] ? null : throw Invalid();
        }

        try
        {
            return Encoding.ASCII.GetString(SealOf(caller).Unprotect(WebEncoders.Base64UrlDecode(id)));
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw Invalid();
        }
    }

    /// <param name="first">What the client is told first.</param>
    /// <param name="caller">The client.</param>
    public IResult From(ChangePage first, Caller caller) => new Stream(this, first, caller);

    private async Task TellAsync(EventWriter writer, ChangePage page, Caller caller, CancellationToken aborted)
    {
        var seal = SealOf(caller);
        var end = time.GetUtcNow() + Longest;
        string Id(string place) => WebEncoders.Base64UrlEncode(seal.Protect(Encoding.ASCII.GetBytes(place)));
        while (true)
        {
            // Much may have changed while nothing did; whoever may not see it any more is not told of it.
            if (await AsOfNowAsync(caller, aborted) is not { } known)
            {
                return;
            }

            caller = known;
            foreach (var (place, request) in page.Items.Where(i => caller.Viewer.Sees(i.Request)))
            {
                writer.Write(Id(place), RequestEvents.Of(request)[^1], await views.ShowAsync(request, aborted));
            }

            if (page.Items.Count == 0)
            {
                writer.Place(Id(page.Next));
            }

            await writer.FlushAsync(aborted);
            if (page.Items.Count > 0)
            {
                await Task.Delay(Gathering, time, aborted);
            }

            if (patience.IsOver(aborted) || time.GetUtcNow() >= end)
            {
                return;
            }

            page = await patience.FollowAsync(changes, caller, page.Next, PageSize, Silence, aborted);
        }
    }

    private async Task<Caller?> AsOfNowAsync(Caller caller, CancellationToken aborted) =>
        await tenants.FindAsync(caller.Tenant, aborted) is { } tenant ? caller.AsOf(tenant, time.GetUtcNow()) : null;

    private IDataProtector SealOf(Caller caller) => protection.CreateProtector("approvals/events/v1", caller.Tenant.Value);

    private sealed class Stream(ChangeFollowing following, ChangePage first, Caller caller) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var place = following.Enter(caller);
            var writer = EventWriter.Begin(httpContext);
            try
            {
                await following.TellAsync(writer, first, caller, httpContext.RequestAborted);
            }
            catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
            {
                // The client went away, as clients do; it resumes where it was.
                httpContext.Abort();
            }
        }
    }

    private IDisposable Enter(Caller caller) => patience.EnterFeed(caller);
}
