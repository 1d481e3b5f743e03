using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Web.Authentication;
using Approvals.Web.Limits;
using Approvals.Web.Problems;
using Microsoft.Extensions.Hosting;

namespace Approvals.Web.Endpoints;

/// <summary>Holds answers until a decision, and lets go of them when the server stops.</summary>
internal sealed class Patience(IHostApplicationLifetime lifetime, HeldAnswers held, ITenants tenants, TimeProvider time)
{
    /// <summary>The caller as the directory has them once the waiting is over: much may have changed in a minute.</summary>
    /// <exception cref="RefusedException">The credential is worth nothing any more.</exception>
    public async Task<Caller> AsOfNowAsync(Caller caller, CancellationToken cancellation) =>
        (await tenants.FindAsync(caller.Tenant, cancellation) is { } tenant ? caller.AsOf(tenant, time.GetUtcNow()) : null)
        ?? throw new RefusedException(ProblemCode.Unauthenticated, "The credential is not valid any more.");

    /// <summary>A place for the caller's answer, if it is to be held; to be asked for before anything is done.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public IDisposable? Enter(Caller caller, TimeSpan wait) => wait > TimeSpan.Zero ? Enter(caller) : null;

    /// <summary>A place for a stream of events.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public IDisposable Enter(Caller caller) => held.Enter(caller);

    /// <summary>A place for a stream of all that happens.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public IDisposable EnterFeed(Caller caller) => held.EnterFeed(caller);

    /// <summary>The request once it is decided, or as it stands when the time is over or the server stops.</summary>
    public async Task<ApprovalRequest?> WaitAsync(
        IRequests requests, TenantId tenant, RequestId id, TimeSpan atMost, CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        return await requests.WaitForDecisionAsync(tenant, id, atMost, stop.Token);
    }

    /// <summary>The request once it has changed, or as it stands when the time is over or the server stops.</summary>
    public async Task<ApprovalRequest?> WaitForChangeAsync(
        IRequests requests, ApprovalRequest seen, TimeSpan atMost, CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        return await requests.WaitForChangeAsync(seen.Tenant, seen.Id, seen.Version, atMost, stop.Token);
    }

    /// <summary>The changes after a place, or none when the time is over or the server stops.</summary>
    public async Task<ChangePage> FollowAsync(
        IChanges changes, Caller caller, string? after, int limit, TimeSpan atMost, CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        return await changes.FollowAsync(caller.Tenant, caller.Viewer, after, limit, atMost, stop.Token);
    }

    /// <summary>Whether the client went away, or the server stops.</summary>
    public bool IsOver(CancellationToken aborted) => aborted.IsCancellationRequested || lifetime.ApplicationStopping.IsCancellationRequested;
}
