using Approvals.Core.Identifiers;
using Approvals.GrainContracts;
using Approvals.Grains.Requests;

namespace Approvals.Grains.Calls;

/// <summary>Which grains are ours, and whose they are.</summary>
internal static class OurGrains
{
    private static readonly GrainType Requests = GrainType.Create(RequestGrain.TypeName);

    public static bool Has(Type grain) => grain.Assembly == typeof(Envelope).Assembly || IsOfNodesAlone(grain);

    /// <summary>Whether nobody but nodes of the cluster calls it.</summary>
    public static bool IsOfNodesAlone(Type grain) => grain.Assembly == typeof(OurGrains).Assembly;

    /// <summary>The tenant that a grain belongs to; null where it is none's.</summary>
    public static TenantId? TenantOf(GrainId grain)
    {
        var key = grain.Key.ToString()!;
        // A tenant may be called "tenant": only the kind of grain says what its key is.
        return grain.Type == Requests ? GrainKeys.ParseRequest(key)?.Tenant : GrainKeys.ParseTenant(key);
    }
}
