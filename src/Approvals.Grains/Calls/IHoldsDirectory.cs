using Approvals.Core.Tenants;

namespace Approvals.Grains.Calls;

/// <summary>A grain that has its tenant's directory itself.</summary>
internal interface IHoldsDirectory
{
    /// <summary>As it is now; null where there is no such tenant.</summary>
    Tenant? Directory { get; }
}
