using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>Who must approve an escalated action, and by when: an <c>approval</c> block with its defaults filled in.</summary>
public sealed record ApprovalTerms
{
    /// <summary>The shortest <see cref="Timeout"/> and <see cref="ValidFor"/>.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(10);

    /// <summary>The longest <see cref="Timeout"/> and <see cref="ValidFor"/>.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(30);

    /// <summary>The most reviewers that a group may ask for, and the most denials.</summary>
    public const int MaxThreshold = 100;

    /// <summary>The most groups of a requirement.</summary>
    public const int MaxGroups = 10;

    /// <summary>The most channels that a block or a tier names.</summary>
    public const int MaxChannels = 20;

    /// <summary>The most tiers of a requirement.</summary>
    public const int MaxTiers = 10;

    /// <summary>What holds where a policy says nothing: one person with the role <c>approver</c> within 15 minutes.</summary>
    public static ApprovalTerms Standard { get; } = new()
    {
        Requirement = new Requirement
        {
            Groups = [new SlotGroup(1, [new RoleName("approver")], [])],
            InOrder = false,
            Denials = 1,
            SeparateOwner = true,
        },
    };

    public required Requirement Requirement { get; init; }

    /// <summary>After this, nobody's answer means no.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    public Urgency Urgency { get; init; } = Urgency.Normal;

    /// <summary>How long an approved action may still be claimed.</summary>
    public TimeSpan ValidFor { get; init; } = TimeSpan.FromMinutes(15);
}
