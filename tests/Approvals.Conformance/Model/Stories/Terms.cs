using System.Collections.Immutable;

namespace Approvals.Conformance.Model.Stories;

/// <summary>What one escalating rule of a story asks for, in the words of the policy language.</summary>
internal sealed record Terms(
    ImmutableArray<Slots> Groups,
    bool InOrder,
    int Denials,
    bool SeparateOwner,
    ImmutableArray<Tier> Tiers,
    TimeSpan Timeout,
    TimeSpan ValidFor)
{
    /// <summary>0 for low, 1 for normal, 2 for high, 3 for critical.</summary>
    public int Urgency { get; init; } = 1;

    /// <summary>Equal requirements merge, whatever their times.</summary>
    public string Requirement =>
        $"{string.Join(" & ", Groups)}{(InOrder ? " in order" : "")}, denials {Denials}{(SeparateOwner ? "" : ", owner too")}{string.Concat(Tiers)}";

    public override string ToString() => $"{Requirement}, timeout {Timeout}, valid for {ValidFor}, urgency {Urgency}";
}

/// <summary>So many slots for people with one of the roles, or of these names.</summary>
internal sealed record Slots(int Threshold, ImmutableArray<string> Roles, ImmutableArray<string> Named)
{
    public override string ToString() => $"{Threshold} of {string.Join('/', Roles.Concat(Named))}";
}

/// <summary>People who are asked after some time.</summary>
internal sealed record Tier(TimeSpan After, ImmutableArray<string> Roles, ImmutableArray<string> Named)
{
    public override string ToString() => $", after {After} {string.Join('/', Roles.Concat(Named))}";
}
