using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Embedded.Storage;

/// <summary>What finds a request's row.</summary>
internal sealed record RequestKey(TenantId Tenant, RequestId Id)
{
    public static RequestKey Of(ApprovalRequest request) => new(request.Tenant, request.Id);
}
