using Approvals.Grains.Calls;
using Approvals.Grains.Storage;
using Approvals.GrainContracts;
using Orleans.Concurrency;

namespace Approvals.Grains.Rules;

/// <summary>Looks credentials up in the database.</summary>
[GrainType("approvals.directory"), StatelessWorker(LookupsAtOnce)]
internal sealed class DirectoryGrain(ClusterDatabase database) : Grain, IDirectoryGrain
{
    private const int LookupsAtOnce = 32;

    public Task<string?> FindByKeyAsync(string key)
    {
        CallRights.Current.RequireNode();
        return database.ReadFirstAsync<string>("SELECT tenant FROM tenant_keys WHERE key = $1", key);
    }

    public Task<string?> FindByIssuerAsync(string issuer, string audience)
    {
        CallRights.Current.RequireNode();
        return database.ReadFirstAsync<string>(
            "SELECT tenant FROM tenant_issuers WHERE issuer = $1 AND audience = $2", issuer, audience);
    }
}
