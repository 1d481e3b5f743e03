using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>Who belongs to a tenant and how they prove it. Immutable.</summary>
public sealed partial record Tenant
{
    /// <summary>How many requests of one agent may wait at once where the tenant does not say otherwise.</summary>
    public const int StandardPending = 100;

    /// <summary>The most that a tenant may let wait of one agent.</summary>
    public const int MostPending = 1_000_000;

    public const int MostReviewers = 10_000;

    public const int MostAgents = 10_000;

    public const int MostExecutors = 1_000;

    /// <summary>The most keys that are not revoked.</summary>
    public const int MostKeys = 20_000;

    public const int MostIssuers = 50;

    public const int MostChannels = 20;

    public required TenantId Id { get; init; }

    /// <summary>Counted from 1; every change adds one.</summary>
    [JsonRequired]
    public int Version { get; init; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last change was made; later with every change, however the clock is set.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When a person's entry changed last; null where that was not kept.</summary>
    public DateTimeOffset? PeopleAt { get; init; }

    [JsonRequired]
    public ImmutableArray<Reviewer> Reviewers { get; init; } = [];

    [JsonRequired]
    public ImmutableArray<Agent> Agents { get; init; } = [];

    /// <summary>What was known of agents that were taken out and must not be forgotten; null for nothing.</summary>
    public ImmutableArray<RetiredAgent>? Retired { get; init; }

    /// <summary>Null while the tenant lists none: then a permit may name any.</summary>
    public ImmutableArray<Executor>? Executors { get; init; }

    [JsonRequired]
    public ImmutableArray<ApiKey> Keys { get; init; } = [];

    [JsonRequired]
    public ImmutableArray<TrustedIssuer> Issuers { get; init; } = [];

    /// <summary>How people and dashboards are told; null where nobody is.</summary>
    public ImmutableArray<TenantChannel>? Channels { get; init; }

    /// <summary>Which channels for which urgency; null for what <see cref="RouteOf"/> says.</summary>
    public ChannelRoutes? Routes { get; init; }

    /// <summary>How many requests of one agent may wait at once; null for <see cref="StandardPending"/>.</summary>
    public int? PendingPerAgent { get; init; }

    /// <summary>How many requests of one agent may wait at once.</summary>
    [JsonIgnore]
    public int PendingLimit => PendingPerAgent ?? StandardPending;

    /// <summary>The issuer as the tenant trusts it for this audience; null where it does not.</summary>
    public TrustedIssuer? FindIssuer(TrustedIssuer issuer) => Issuers.FirstOrDefault(i => i.IsSame(issuer));

    public ApiKey? FindKey(KeyId id) => Keys.FirstOrDefault(k => k.Id == id);

    public Reviewer? FindReviewer(ReviewerId id) => Reviewers.FirstOrDefault(r => r.Id == id);

    /// <summary>The person whom the provider knows as this subject; null where there is none.</summary>
    public Reviewer? FindReviewer(Identity identity) => Reviewers.FirstOrDefault(r => r.Identities.Contains(identity));

    /// <summary>The person who has this account in Slack; null where there is none.</summary>
    public Reviewer? FindReviewer(SlackAccount account) => Reviewers.FirstOrDefault(r => r.Reach.Contacts.Slack == account);

    /// <summary>The person who has this phone number; null where there is none.</summary>
    public Reviewer? FindReviewerByPhone(string number) => Reviewers.FirstOrDefault(r => r.Reach.Contacts.Phone == number);

    /// <summary>What the agent's callbacks are signed under, whether it is there or was; null for the secret that it has from the beginning.</summary>
    public CallbackSecret? CallbacksOf(AgentId id) =>
        FindAgent(id)?.Callbacks ?? Retired?.FirstOrDefault(r => r.Agent == id)?.Callbacks;

    public Agent? FindAgent(AgentId id) => Agents.FirstOrDefault(a => a.Id == id);

    /// <summary>Whether a permit for what the claimant claims may name this executor.</summary>
    public bool MayExecute(ExecutorId executor, ExecutorId claimant) =>
        Executors is not { } listed || executor == claimant || listed.Any(e => e.Id == executor);

    /// <summary>Whether the person or the key may act as an admin at this moment.</summary>
    public bool MayAdminister(Administrator administrator, DateTimeOffset now) => administrator switch
    {
        Administrator.Person(var id) => FindReviewer(id)?.Holds(WellKnownRoles.Admin) is true,
        Administrator.Key(var id) => Keys.Any(k => k.Id == id && k.Holder is KeyHolder.ForAdmin && k.IsInForce(now)),
        _ => false,
    };
}
