using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>An API key, without its secret.</summary>
internal sealed record KeyView
{
    public required KeyId KeyId { get; init; }

    /// <summary><c>agent</c>, <c>executor</c>, <c>admin</c> or <c>auditor</c>.</summary>
    public required string Kind { get; init; }

    public AgentId? Agent { get; init; }

    public ExecutorId? Executor { get; init; }

    /// <summary>Of an agent's key: the environments that it may name.</summary>
    public ImmutableArray<string>? Environments { get; init; }

    /// <summary>Of an agent's key: where it may have answers sent.</summary>
    public ImmutableArray<CallbackOrigin>? CallbackOrigins { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it is worth anything now.</summary>
    public required bool InForce { get; init; }

    /// <summary>The whole key, in the one answer that shows it.</summary>
    public string? ApiKey { get; init; }

    public static KeyView Of(ApiKey key, DateTimeOffset now) => new()
    {
        KeyId = key.Id,
        Kind = key.Holder switch
        {
            KeyHolder.ForAgent => "agent",
            KeyHolder.ForExecutor => "executor",
            KeyHolder.ForAdmin => "admin",
            KeyHolder.ForAuditor => "auditor",
            _ => throw new InvalidOperationException($"{key.Holder.GetType().Name} is not a holder of keys."),
        },
        Agent = (key.Holder as KeyHolder.ForAgent)?.Agent,
        Executor = (key.Holder as KeyHolder.ForExecutor)?.Executor,
        Environments = key.Holder is KeyHolder.ForAgent ? key.Environments : null,
        CallbackOrigins = key.CallbackOrigins,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RevokedAt = key.RevokedAt,
        InForce = key.IsInForce(now),
    };
}
