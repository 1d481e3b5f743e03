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

    /// <summary>Who may review in the person's stead.</summary>
    public ImmutableArray<Deputy>? Deputies { get; init; }

    /// <summary>Since when the person is active, in UTC; set by the tenant.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Since when each of <see cref="Roles"/> is held; set by the tenant.</summary>
    public ImmutableArray<RoleGrant>? Grants { get; init; }

    /// <summary>
    /// When the roles were last set, in UTC; set by the tenant. A token that was issued before gives and takes none:
    /// what it knows is older.
    /// </summary>
    public DateTimeOffset? RolesAt { get; init; }

    /// <summary>How the person is told that something waits for them; null where it is not.</summary>
    public Reachability? Reachable { get; init; }

    /// <summary>How, where and when the person is reached.</summary>
    [JsonIgnore]
    public Reachability Reach => Reachable ?? Reachability.Nowhere;

    /// <summary>What became of the person's short codes; set by the tenant.</summary>
    public CodeTries? Codes { get; init; }

    public bool Holds(RoleName role) => Active && Roles.Contains(role);

    /// <summary>The entry that takes this one's place, with what it has of the person's history.</summary>
    /// <param name="before">The entry before, if any.</param>
    /// <param name="now">In UTC.</param>
    internal Reviewer After(Reviewer? before, DateTimeOffset now)
    {
        var known = before is { Active: true } && Active ? before : null;
        return this with
        {
            Since = known is null ? now : known.Since,
            Codes = before?.Codes,
            RolesAt = before is not null && before.Roles.ToHashSet().SetEquals(Roles) ? before.RolesAt : now,
            Grants = [.. Roles.Distinct().Select(r => new RoleGrant(r, known is not null && known.Roles.Contains(r) ? known.SinceOf(r) : now))],
            Deputies = Deputies is not { IsEmpty: false } deputies
                ? null
                : [.. deputies.Select(d => d with { Since = before?.Deputies?.FirstOrDefault(d.IsSameAppointment)?.Since ?? now })],
        };
    }

    /// <summary>The person with the roles that a token gives; as they are where the token is older than those.</summary>
    internal Reviewer SignedIn(ImmutableArray<RoleName> roles, DateTimeOffset issuedAt, DateTimeOffset now) =>
        RolesAt >= issuedAt ? this : (this with { Roles = roles }).After(this, now) with { RolesAt = issuedAt };

    internal IEnumerable<Deputy> DeputiesAt(DateTimeOffset now) => (Deputies ?? []).Where(d => d.Serves(now));

    /// <summary>The person without those whom they stand in for, and those who stand in for them.</summary>
    internal Standing Alone() => new()
    {
        Id = Id,
        IsActive = Active,
        Since = Since ?? DateTimeOffset.MinValue,
        Grants = [.. Roles.Select(r => new RoleGrant(r, SinceOf(r)))],
    };

    /// <summary>Entries from before this was kept count from ever.</summary>
    private DateTimeOffset SinceOf(RoleName role) =>
        Grants?.FirstOrDefault(g => g.Role == role)?.Since ?? Since ?? DateTimeOffset.MinValue;
}
