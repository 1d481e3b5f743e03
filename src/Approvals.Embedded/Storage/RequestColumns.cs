using System.Text.Json;
using Approvals.Core.Json;
using Approvals.Core.Requests;

namespace Approvals.Embedded.Storage;

/// <summary>What a request's row repeats of its record, so that it can be looked for.</summary>
internal sealed record RequestColumns(
    string Tenant,
    string Id,
    long Version,
    string Status,
    string Tool,
    string Agent,
    string? Executor,
    string Roles)
{
    public static RequestColumns Of(ApprovalRequest request) => new(
        request.Tenant.Value,
        request.Id.Value,
        request.Version,
        EnumWords.Of(request.Status),
        request.Action.Tool,
        request.Agent.Value,
        request.Claim?.Executor.Value,
        JsonSerializer.Serialize(ReviewerNames.Of(request)));
}
