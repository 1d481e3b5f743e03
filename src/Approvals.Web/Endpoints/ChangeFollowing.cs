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
    private const int PageSize = 100;

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

    /// <param name="place">Where the client begins.</param>
    /// <param name="caller">The client.</param>
    public IResult From(string place, Caller caller) => new Stream(this, place, caller);

    private async Task TellAsync(EventWriter writer, string place, Caller caller, CancellationToken aborted)
    {
        var seal = SealOf(caller);
        var end = time.GetUtcNow() + Longest;
        string Id(string at) => WebEncoders.Base64UrlEncode(seal.Protect(Encoding.ASCII.GetBytes(at)));
        writer.Place(Id(place));
        await writer.FlushAsync(aborted);
        var known = await AsOfNowAsync(caller, aborted);
        while (known is { } looked && !patience.IsOver(aborted) && time.GetUtcNow() < end)
        {
            var page = await patience.FollowAsync(changes, looked.Caller, place, PageSize, Silence, aborted);
            known = await AsOfNowAsync(caller, aborted);
            if (known?.Version != looked.Version)
            {
                // Who may see what may be another by now: it is looked at again, from the same place.
                writer.Comment();
                await writer.FlushAsync(aborted);
                continue;
            }

            foreach (var (at, request) in page.Items)
            {
                writer.Write(Id(at), RequestEvents.Of(request)[^1], await views.ShowAsync(request, aborted));
            }

            if (page.Items.Count == 0)
            {
                writer.Place(Id(page.Next));
            }

            await writer.FlushAsync(aborted);
            place = page.Next;
            if (page.Items.Count > 0)
            {
                await Task.Delay(Gathering, time, aborted);
            }
        }
    }

    /// <summary>The client as the directory has it, and the directory's version; null where the credential is worth nothing any more.</summary>
    private async Task<(Caller Caller, int Version)?> AsOfNowAsync(Caller caller, CancellationToken aborted) =>
        await tenants.FindAsync(caller.Tenant, aborted) is { } tenant && caller.AsOf(tenant, time.GetUtcNow()) is { } known ? (known, tenant.Version) : null;

    private IDataProtector SealOf(Caller caller) => protection.CreateProtector("approvals/events/v1", caller.Tenant.Value);

    private sealed class Stream(ChangeFollowing following, string begin, Caller caller) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            using var place = following.Enter(caller);
            var writer = EventWriter.Begin(httpContext);
            try
            {
                await following.TellAsync(writer, begin, caller, httpContext.RequestAborted);
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
