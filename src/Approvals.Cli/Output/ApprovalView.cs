using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;

namespace Approvals.Cli.Output;

/// <summary>Who is asked, and by when, in the words of the policy language; times such as <c>15m</c>.</summary>
internal sealed record ApprovalView(
    ImmutableArray<RequirementView> Requirements, string Timeout, string ValidFor, Urgency Urgency)
{
    public static ApprovalView Of(Evaluation evaluation) => new(
        [.. evaluation.Requirements.Select(RequirementView.Of)],
        DurationText.Format(evaluation.Timeout),
        DurationText.Format(evaluation.ValidFor),
        evaluation.Urgency ?? Urgency.Normal);

    public override string ToString() =>
        $"{string.Join(" and ", Requirements)}; within {Timeout}; valid for {ValidFor}{(Urgency == Urgency.Normal ? "" : $"; urgency {EnumWords.Of(Urgency)}")}";
}

/// <summary>What one escalating rule asks for.</summary>
/// <param name="Groups">Each must be filled.</param>
/// <param name="InOrder">Whether they are asked one after the other.</param>
/// <param name="Denials">So many must deny.</param>
/// <param name="SeparateOwner">Whether the agent's owner is kept from reviewing.</param>
/// <param name="Channels">Instead of those of the urgency; null where the policy names none.</param>
/// <param name="Escalate">The earliest first.</param>
internal sealed record RequirementView(
    ImmutableArray<GroupView> Groups,
    bool InOrder,
    int Denials,
    bool SeparateOwner,
    ImmutableArray<string>? Channels,
    ImmutableArray<TierView> Escalate)
{
    public static RequirementView Of(Requirement requirement) => new(
        [.. requirement.Groups.Select(g => new GroupView(g.Threshold, Names(g.Roles), Names(g.Reviewers)))],
        requirement.InOrder,
        requirement.Denials,
        requirement.SeparateOwner,
        requirement.Channels is { } channels ? Names(channels) : null,
        [.. requirement.Tiers.Select(TierView.Of)]);

    public override string ToString() => string.Join(InOrder ? " then " : " and ", Groups);

    internal static ImmutableArray<string> Names<T>(ImmutableArray<T> names)
        where T : Identifier => [.. names.Select(n => n.Value)];
}

/// <summary>So many persons, of these roles or these themselves.</summary>
internal sealed record GroupView(int Threshold, ImmutableArray<string> Roles, ImmutableArray<string> Reviewers)
{
    public override string ToString() => $"{Threshold} of {string.Join("/", Roles.Concat(Reviewers))}";
}

/// <summary>Who is asked as well, after so long.</summary>
internal sealed record TierView(
    string After, ImmutableArray<string> Roles, ImmutableArray<string> Reviewers, ImmutableArray<string>? Channels)
{
    public static TierView Of(EscalationTier tier) => new(
        DurationText.Format(tier.After),
        RequirementView.Names(tier.Roles),
        RequirementView.Names(tier.Reviewers),
        tier.Channels is { } channels ? RequirementView.Names(channels) : null);
}
