using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>A program's credential. Of the secret only its SHA-256 is kept.</summary>
public sealed record ApiKey
{
    /// <summary>In <see cref="Environments"/>: any environment.</summary>
    public const string AnyEnvironment = "*";

    public required KeyId Id { get; init; }

    public required KeyHolder Holder { get; init; }

    /// <summary>The SHA-256 of the secret's characters in ASCII.</summary>
    public required ContentHash SecretHash { get; init; }

    /// <summary>The environments that an agent's key may name; <see cref="AnyEnvironment"/> for all.</summary>
    [JsonRequired]
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>Where an agent's key may have answers sent; null for nowhere.</summary>
    public ImmutableArray<CallbackOrigin>? CallbackOrigins { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was revoked: once this is set, the key is worth nothing, whatever the clock says.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The last moment at which it is worth anything, in UTC; null for no end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the key is worth anything at this moment.</summary>
    public bool IsInForce(DateTimeOffset now) => RevokedAt is null && !(now > ExpiresAt);

    public bool MayName(string environment) => Lists(Environments, environment);

    internal static bool Lists(ImmutableArray<string> environments, string environment) =>
        environments.Any(e => e is AnyEnvironment || e == environment);
}
