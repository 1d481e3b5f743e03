using System.Collections.Immutable;
using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Prediction;

/// <summary>Somebody who speaks on a request, with all that they may count as.</summary>
/// <param name="Name">The person.</param>
/// <param name="Hats">Their own, and one for each whom they stand in for.</param>
/// <param name="StandIns">Who stands in for them.</param>
internal sealed record Voice(string Name, ImmutableArray<Hat> Hats, ImmutableSortedSet<string> StandIns)
{
    public bool IsOwner => Hats.Any(h => h.Owner);

    /// <summary>Whether one of the two stands in for the other.</summary>
    public bool SharesWith(Voice other) =>
        StandIns.Contains(other.Name) || other.StandIns.Contains(Name)
        || Hats.Any(h => h.Whose == other.Name) || other.Hats.Any(h => h.Whose == Name);
}

/// <summary>One person's authority, worn by that person or by a deputy.</summary>
/// <param name="Whose">Whose it is.</param>
/// <param name="Roles">Their roles that were there in time.</param>
/// <param name="Late">Whether the person, or the deputy's appointment, came too late to count.</param>
/// <param name="Owner">Whether the person is an owner, since whenever.</param>
internal sealed record Hat(string Whose, ImmutableSortedSet<string> Roles, bool Late, bool Owner)
{
    public bool Fits(Slots slots) => !Late && (slots.Named.Contains(Whose) || slots.Roles.Any(Roles.Contains));

    public bool Fits(Tier tier) => !Late && (tier.Named.Contains(Whose) || tier.Roles.Any(Roles.Contains));
}
