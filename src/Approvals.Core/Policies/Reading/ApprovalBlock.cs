using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies.Reading;

/// <summary>An <c>approval</c> block as its author wrote it: what is null was left out.</summary>
internal sealed record ApprovalBlock
{
    public static ApprovalBlock Empty { get; } = new();

    public int? Threshold { get; init; }

    public ImmutableArray<RoleName>? Roles { get; init; }

    public ImmutableArray<ReviewerId>? Reviewers { get; init; }

    /// <summary>Instead of the three above.</summary>
    public ImmutableArray<SlotGroup>? Groups { get; init; }

    public bool? InOrder { get; init; }

    public int? Denials { get; init; }

    public bool? SeparateOwner { get; init; }

    public ImmutableArray<EscalationTier>? Tiers { get; init; }

    public TimeSpan? Timeout { get; init; }

    public TimeSpan? ValidFor { get; init; }

    public Urgency? Urgency { get; init; }

    public ImmutableArray<ChannelName>? Channels { get; init; }

    /// <summary>Whether it says who approves without groups.</summary>
    public bool IsSimple => Threshold is not null || Roles is not null || Reviewers is not null;

    /// <summary>
    /// The block with what it leaves out taken from the inherited one, key by key. Who approves is said in groups or
    /// without, so that either takes the place of an inherited other.
    /// </summary>
    public ApprovalBlock Over(ApprovalBlock inherited) => new()
    {
        Threshold = Threshold ?? (Groups is null ? inherited.Threshold : null),
        Roles = Roles ?? (Groups is null ? inherited.Roles : null),
        Reviewers = Reviewers ?? (Groups is null ? inherited.Reviewers : null),
        Groups = Groups ?? (IsSimple ? null : inherited.Groups),
        InOrder = InOrder ?? inherited.InOrder,
        Denials = Denials ?? inherited.Denials,
        SeparateOwner = SeparateOwner ?? inherited.SeparateOwner,
        Tiers = Tiers ?? inherited.Tiers,
        Timeout = Timeout ?? inherited.Timeout,
        ValidFor = ValidFor ?? inherited.ValidFor,
        Urgency = Urgency ?? inherited.Urgency,
        Channels = Channels ?? inherited.Channels,
    };

    /// <summary>The block with the language's defaults for what nobody said.</summary>
    public ApprovalTerms ToTerms()
    {
        var standard = ApprovalTerms.Standard;
        return new ApprovalTerms
        {
            Requirement = new Requirement
            {
                Groups = Groups ?? [new SlotGroup(Threshold ?? 1, Roles ?? StandardRoles, Reviewers ?? [])],
                InOrder = InOrder ?? standard.Requirement.InOrder,
                Denials = Denials ?? standard.Requirement.Denials,
                SeparateOwner = SeparateOwner ?? standard.Requirement.SeparateOwner,
                Tiers = Tiers ?? [],
                Channels = Channels,
            },
            Timeout = Timeout ?? standard.Timeout,
            ValidFor = ValidFor ?? standard.ValidFor,
            Urgency = Urgency ?? standard.Urgency,
        };
    }

    /// <summary>Where persons are named, they alone; else the standard role.</summary>
    private ImmutableArray<RoleName> StandardRoles =>
        Reviewers is null ? ApprovalTerms.Standard.Requirement.Groups[0].Roles : [];
}
