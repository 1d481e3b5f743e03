using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Embedded.Storage;

/// <summary>What finds a request's row.</summary>
internal sealed class RequestKey(TenantId tenant, RequestId id) : IEquatable<RequestKey>
{
    /// <summary>Every command looks several times for its request.</summary>
    private readonly int _hash = HashCode.Combine(tenant.Value, id.Value);

    public TenantId Tenant { get; } = tenant;

    public RequestId Id { get; } = id;

    public static RequestKey Of(ApprovalRequest request) => new(request.Tenant, request.Id);

    public bool Equals(RequestKey? other) =>
        ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && Id.Value == other.Id.Value && Tenant.Value == other.Tenant.Value);

    public override bool Equals(object? obj) => Equals(obj as RequestKey);

    public override int GetHashCode() => _hash;
}
