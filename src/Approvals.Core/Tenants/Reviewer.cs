using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>A person of a tenant's directory. Roles come from here and from nowhere else.</summary>
public sealed record Reviewer
{
    public required ReviewerId Id { get; init; }

    [JsonRequired]
    public ImmutableArray<RoleName> Roles { get; init; } = [];

    /// <summary>Whether the person may do anything at all.</summary>
    [JsonRequired]
    public bool Active { get; init; } = true;

    /// <summary>How the person proves to be this entry; each belongs to one entry of the tenant.</summary>
    [JsonRequired]
    public ImmutableArray<Identity> Identities { get; init; } = [];

    public bool Holds(RoleName role) => Active && Roles.Contains(role);
}
