using Approvals.Core.Identifiers;

namespace Approvals.Embedded.Storage;

/// <summary>A tenant whose pending requests are to be looked at again.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Version">The version of the tenant that asked for it.</param>
/// <param name="After">The requests up to this row are done.</param>
internal sealed record Recheck(TenantId Tenant, int Version, long After);
