using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Approvals.Grains.Calls;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Wire;
using Approvals.Grains.Requests;
using Approvals.Grains.Rules;

namespace Approvals.Grains.Gateways;

/// <summary>Gives what comes to the channels of its silo.</summary>
[GrainType("approvals.gateway")]
internal sealed class GatewayGrain(IChannel channel, TenantRules rules, SiloLease silo) : Grain, IGatewayGrain
{
    /// <summary>Less than whoever waits for it does, by no clock but the machine's.</summary>
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(28);

    public async Task<SettledEffect> DeliverAsync(string effect, Envelope request)
    {
        CallRights.Current.RequireNode();
        var asked = request.Read<GatewayCall>();
        var id = EffectId.Parse(effect) ?? throw new ContractException("That is no effect's id.");
        var tenant = (await rules.FindTenantAsync(asked.Request.Tenant)).Value;
        await silo.RequireAsync();
        using var limit = new CancellationTokenSource(LongestDelivery);
        return SettledEffect.Of(await Deliveries.TryAsync(channel, new Delivery(id, asked.Tell, asked.Request, tenant), limit, LongestDelivery));
    }
}
