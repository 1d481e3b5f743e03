using System.Collections.Immutable;
using Approvals.Core.Policies;

namespace Approvals.Cli.Output;

/// <summary>Who is asked, and by when, in the words of the policy language; times such as <c>15m</c>.</summary>
internal sealed record ApprovalView(ImmutableArray<RequirementView> Requirements, string Timeout, string ValidFor)
{
    public static ApprovalView Of(Evaluation evaluation) => new(
        [.. evaluation.Requirements.Select(RequirementView.Of)],
        DurationText.Format(evaluation.Timeout),
        DurationText.Format(evaluation.ValidFor));

    public override string ToString() =>
        $"{string.Join(" and ", Requirements)}; within {Timeout}; valid for {ValidFor}";
}

/// <summary>What one escalating rule asks for.</summary>
internal sealed record RequirementView(
    ImmutableArray<GroupView> Groups, bool InOrder, int Denials, bool SeparateOwner, ImmutableArray<TierView> Escalate)
{
    public static RequirementView Of(Requirement requirement) => new(
        [.. requirement.Groups.Select(g => new GroupView(
            g.Threshold, [.. g.Roles.Select(r => r.Value)], [.. g.Reviewers.Select(r => r.Value)]))],
        requirement.InOrder,
        requirement.Denials,
        requirement.SeparateOwner,
        [.. requirement.Tiers.Select(t => new TierView(
            DurationText.Format(t.After), [.. t.Roles.Select(r => r.Value)], [.. t.Reviewers.Select(r => r.Value)]))]);

    public override string ToString() => string.Join(InOrder ? " then " : " and ", Groups);
}

/// <summary>So many persons, of these roles or these themselves.</summary>
internal sealed record GroupView(int Threshold, ImmutableArray<string> Roles, ImmutableArray<string> Reviewers)
{
    public override string ToString() => $"{Threshold} of {string.Join("/", Roles.Concat(Reviewers))}";
}

/// <summary>Who is asked as well, after so long.</summary>
internal sealed record TierView(string After, ImmutableArray<string> Roles, ImmutableArray<string> Reviewers);
