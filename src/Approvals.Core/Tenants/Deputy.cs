using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>Somebody who may review in a person's stead, in their own name. Deputies have no deputies.</summary>
public sealed record Deputy
{
    /// <summary>The most deputies of a person.</summary>
    public const int MaxDeputies = 5;

    /// <summary>The most persons that somebody stands in for.</summary>
    public const int MaxPrincipals = 20;

    public required ReviewerId Id { get; init; }

    /// <summary>The first moment, in UTC; null for any.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The last moment, in UTC; null for any.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When they were appointed; set by the tenant.</summary>
    public DateTimeOffset? Since { get; init; }

    public bool Serves(DateTimeOffset now) => !(now < From) && !(now > Until);

    /// <summary>Whether there is a moment at which both serve.</summary>
    internal bool Overlaps(Deputy other) => !(Until < other.From) && !(other.Until < From);

    internal bool IsSameAppointment(Deputy other) => Id == other.Id && From == other.From && Until == other.Until;
}
