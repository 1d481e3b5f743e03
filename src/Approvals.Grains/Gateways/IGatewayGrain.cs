using Approvals.GrainContracts;
using Approvals.Grains.Requests;
using Orleans.Concurrency;

namespace Approvals.Grains.Gateways;

/// <summary>
/// The way out of the cluster for one channel of a tenant, keyed <c>gateway/tenant/channel</c>: all that goes by the channel goes
/// through one silo, so that its order and its rate are kept once.
/// </summary>
[Alias("approvals.IGatewayGrain")]
internal interface IGatewayGrain : IGrainWithStringKey
{
    /// <summary>Tells somebody. Many wait here at once for their turn.</summary>
    [Alias("deliver"), AlwaysInterleave]
    Task<SettledEffect> DeliverAsync(string effect, Envelope request);
}
