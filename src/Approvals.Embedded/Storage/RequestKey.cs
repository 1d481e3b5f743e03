using Approvals.Core.Identifiers;

namespace Approvals.Embedded.Storage;

/// <summary>What finds a request's row.</summary>
internal sealed record RequestKey(TenantId Tenant, RequestId Id);
