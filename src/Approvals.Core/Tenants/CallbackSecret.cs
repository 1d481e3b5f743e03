using System.Collections.Immutable;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>
/// Which secret an agent's callbacks are signed under. The directory has its name alone: the host derives the secret
/// from that.
/// </summary>
/// <param name="Name">The secret's name: see <see cref="IsName"/>.</param>
public sealed partial record CallbackSecret(string Name)
{
    /// <summary>So many of those before it sign as well, the newest of them.</summary>
    public const int MostFormer = 4;

    /// <summary>Those before it, which sign as well for a time, the oldest first.</summary>
    [JsonRequired]
    public ImmutableArray<FormerCallbackSecret> Former { get; init; } = [];

    /// <summary>The secret that takes the place of this one.</summary>
    /// <param name="secret">The present one; null for the one that every agent has from the beginning.</param>
    /// <param name="name">The new one's name.</param>
    /// <param name="until">How long the present one signs as well, in UTC.</param>
    /// <param name="now">In UTC.</param>
    internal static CallbackSecret After(CallbackSecret? secret, string name, DateTimeOffset until, DateTimeOffset now) => new(name)
    {
        Former = [.. (secret?.Former ?? []).Where(f => f.Until > now).Append(new FormerCallbackSecret(until) { Name = secret?.Name }).TakeLast(MostFormer)],
    };

    /// <summary>Whether it is 32 lower-case hex digits.</summary>
    public static bool IsName(string text) => Form().IsMatch(text);

    public bool Equals(CallbackSecret? other) => other is not null && Name == other.Name && Former.SequenceEqual(other.Former);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    [GeneratedRegex(@"\A[0-9a-f]{32}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}

/// <summary>A secret that signs as well for a time.</summary>
/// <param name="Until">Until when, in UTC.</param>
public sealed record FormerCallbackSecret(DateTimeOffset Until)
{
    /// <summary>Its name; null for the one that every agent has from the beginning.</summary>
    public string? Name { get; init; }
}

/// <summary>What the callbacks of an agent that is taken out were signed under: if it comes again, nothing older is good.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Callbacks">Its secret.</param>
public sealed record RetiredAgent(AgentId Agent, CallbackSecret Callbacks);
