using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>Who belongs to a tenant and how they prove it. Immutable.</summary>
public sealed record Tenant
{
    public required TenantId Id { get; init; }

    /// <summary>Counted from 1; every change adds one.</summary>
    [JsonRequired]
    public int Version { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    [JsonRequired]
    public ImmutableArray<Reviewer> Reviewers { get; init; } = [];

    [JsonRequired]
    public ImmutableArray<Agent> Agents { get; init; } = [];

    [JsonRequired]
    public ImmutableArray<ApiKey> Keys { get; init; } = [];

    [JsonRequired]
    public ImmutableArray<TrustedIssuer> Issuers { get; init; } = [];

    public Reviewer? FindReviewer(ReviewerId id) => Reviewers.FirstOrDefault(r => r.Id == id);

    /// <summary>The person whom the provider knows as this subject; null where there is none.</summary>
    public Reviewer? FindReviewer(Identity identity) => Reviewers.FirstOrDefault(r => r.Identities.Contains(identity));

    public Agent? FindAgent(AgentId id) => Agents.FirstOrDefault(a => a.Id == id);

    /// <summary>The tenant after the change.</summary>
    /// <exception cref="ArgumentException">An identity would belong to two persons.</exception>
    public Tenant Apply(TenantChange change, DateTimeOffset now)
    {
        var next = change switch
        {
            TenantChange.PutReviewer(var reviewer) =>
                this with { Reviewers = [.. Reviewers.Where(r => r.Id != reviewer.Id), reviewer] },
            TenantChange.PutAgent(var agent) => this with { Agents = [.. Agents.Where(a => a.Id != agent.Id), agent] },
            TenantChange.AddKey(var key) => this with { Keys = [.. Keys.Where(k => k.Id != key.Id), key] },
            TenantChange.RevokeKey(var id) => this with { Keys = [.. Keys.Select(k => k.Id == id ? Revoked(k, now) : k)] },
            TenantChange.TrustIssuer(var issuer) => this with { Issuers = [.. Issuers.Where(i => i != issuer), issuer] },
            _ => throw new ArgumentException($"{change.GetType().Name} is not a change of a tenant.", nameof(change)),
        };
        var shared = next.Reviewers.SelectMany(r => r.Identities).GroupBy(i => i).FirstOrDefault(g => g.Count() > 1);
        return shared is null
            ? next with { Version = Version + 1 }
            : throw new ArgumentException($"Two persons would be {shared.Key.Subject} of {shared.Key.Issuer}.", nameof(change));
    }

    private static ApiKey Revoked(ApiKey key, DateTimeOffset now) => key with { RevokedAt = key.RevokedAt ?? now };
}
