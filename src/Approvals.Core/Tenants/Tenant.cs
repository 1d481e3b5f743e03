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
    /// <exception cref="TenantContradictionException">The entries would contradict each other; the message says how.</exception>
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
        return next.Contradiction() is { } contradiction
            ? throw new TenantContradictionException(contradiction)
            : next with { Version = Version + 1 };
    }

    /// <summary>Why the entries cannot stand together, or null.</summary>
    private string? Contradiction()
    {
        if (Reviewers.SelectMany(r => r.Identities).GroupBy(i => i).FirstOrDefault(g => g.Count() > 1)?.Key is { } shared)
        {
            return $"Two persons would be {shared.Subject} of {shared.Issuer}.";
        }

        foreach (var holder in Keys.Select(k => k.Holder))
        {
            if (holder is KeyHolder.ForAgent(var agent) && FindAgent(agent) is null)
            {
                return $"A key would speak for the agent {agent}, of which the directory knows nothing.";
            }

            // A permit's audience is a name: an agent and an executor of one name could use each other's.
            if (holder is KeyHolder.ForExecutor(var executor) && Agents.Any(a => a.Id.Value == executor.Value))
            {
                return $"{executor} would be an agent and an executor.";
            }
        }

        return null;
    }

    private static ApiKey Revoked(ApiKey key, DateTimeOffset now) => key with { RevokedAt = key.RevokedAt ?? now };
}
