using Approvals.Core.Identifiers;
using Approvals.GrainContracts;

namespace Approvals.Grains.Calls;

/// <summary>Which grains are ours, and whose they are.</summary>
internal static class OurGrains
{
    public static bool Has(Type grain) => grain.Assembly == typeof(Envelope).Assembly || IsOfNodesAlone(grain);

    /// <summary>Whether nobody but nodes of the cluster calls it.</summary>
    public static bool IsOfNodesAlone(Type grain) => grain.Assembly == typeof(OurGrains).Assembly;

    /// <summary>The tenant that a grain belongs to; null where it is none's.</summary>
    public static TenantId? TenantOf(GrainId grain)
    {
        var key = grain.Key.ToString()!;
        return GrainKeys.ParseTenant(key) ?? GrainKeys.ParseRequest(key)?.Tenant;
    }
}
