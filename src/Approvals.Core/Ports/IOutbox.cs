using Approvals.Core.Identifiers;
using Approvals.Core.Storage;

namespace Approvals.Core.Ports;

/// <summary>The effects of an engine that were given up, for those who operate it.</summary>
public interface IOutbox
{
    /// <summary>The parked effects of a tenant, those of the newest requests first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="after">The <see cref="ParkedPage.Next"/> of the page before; null for the first.</param>
    /// <param name="limit">How many requests a page spans at the most: 1 to <see cref="ParkedPage.MaxLimit"/>.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is no place in the list.</exception>
    Task<ParkedPage> ListParkedAsync(TenantId tenant, string? after, int limit, CancellationToken cancellation);

    /// <summary>Has a parked effect tried again, under the same id.</summary>
    /// <returns>False where the tenant has no such effect parked.</returns>
    Task<bool> ReplayAsync(TenantId tenant, EffectId effect, CancellationToken cancellation);

    /// <summary>What a channel had taken came back: it did not reach whom it was for.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="request">Which request was told of.</param>
    /// <param name="channel">By which channel.</param>
    /// <param name="reference">What the channel calls the message.</param>
    /// <param name="reason">Why it came back.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>False where nothing of this name was told, or it is known that it came back.</returns>
    Task<bool> ReturnAsync(
        TenantId tenant, RequestId request, ChannelName channel, string reference, string reason, CancellationToken cancellation);
}
