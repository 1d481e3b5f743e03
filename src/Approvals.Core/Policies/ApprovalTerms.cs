using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>Who must approve an escalated action, and by when. Every limit of time is 10 s to 30 days.</summary>
public sealed record ApprovalTerms
{
    /// <summary>The shortest <see cref="Timeout"/> and <see cref="ValidFor"/>.</summary>
    public static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(10);

    /// <summary>The longest <see cref="Timeout"/> and <see cref="ValidFor"/>.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromDays(30);

    /// <summary>The most reviewers that a rule may ask for.</summary>
    public const int MaxThreshold = 100;

    /// <summary>What holds where a policy says nothing: one person with the role <c>approver</c> within 15 minutes.</summary>
    public static ApprovalTerms Standard { get; } = new();

    /// <summary>Distinct reviewers that must approve.</summary>
    public int Threshold { get; init; } = 1;

    /// <summary>Who may review: anyone with one of these roles.</summary>
    public ImmutableArray<RoleName> Roles { get; init; } = [new RoleName("approver")];

    /// <summary>After this, nobody's answer means no.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an approved action may still be claimed.</summary>
    public TimeSpan ValidFor { get; init; } = TimeSpan.FromMinutes(15);
}
