using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Tracing;

namespace Approvals.Web.Contract;

/// <summary>What the policies would say of an action, and why. Nothing was asked, and nothing is recorded.</summary>
internal sealed record EvaluationView
{
    public required PolicyDecision Decision { get; init; }

    public required string Reason { get; init; }

    /// <summary>Of the action, as a request for it would have it.</summary>
    public required ActionDigest Digest { get; init; }

    public required IReadOnlyList<RuleView> Rules { get; init; }

    /// <summary>What of the action the policies could not evaluate.</summary>
    public IReadOnlyList<string>? Unknown { get; init; }

    /// <summary>Who would have to approve.</summary>
    public required IReadOnlyList<EvaluatedRequirementView> Requirements { get; init; }

    public Urgency? Urgency { get; init; }

    /// <summary>How long people would have, such as <c>15m</c>.</summary>
    public string? Timeout { get; init; }

    /// <summary>How long an approval could be claimed, such as <c>15m</c>.</summary>
    public string? ValidFor { get; init; }

    public IReadOnlyList<string>? Alternatives { get; init; }

    /// <summary>Every policy that took part; a draft with the version that its publication would have.</summary>
    public required IReadOnlyList<PolicyPin> Policies { get; init; }

    /// <summary>How it came out so: what each policy, rule and condition made of the action.</summary>
    public required IReadOnlyList<PolicyTrace> Trace { get; init; }

    public static EvaluationView Of(EvaluationTrace trace, ActionDigest digest)
    {
        var evaluation = trace.Evaluation;
        var isAllowed = evaluation.Decision == PolicyDecision.Allow;
        var isEscalated = evaluation.Decision == PolicyDecision.Escalate;
        return new EvaluationView
        {
            Decision = evaluation.Decision,
            Reason = evaluation.Reason,
            Digest = digest,
            Rules = [.. evaluation.Rules.Select(RuleView.Of)],
            Unknown = evaluation.Unknown.IsEmpty ? null : evaluation.Unknown,
            Requirements = [.. evaluation.Requirements.Select(EvaluatedRequirementView.Of)],
            Urgency = isEscalated ? evaluation.Urgency ?? Core.Policies.Urgency.Normal : null,
            Timeout = isEscalated ? DurationText.Format(evaluation.Timeout) : null,
            ValidFor = isEscalated || isAllowed ? DurationText.Format(evaluation.ValidFor) : null,
            Alternatives = evaluation.Alternatives.IsEmpty ? null : evaluation.Alternatives,
            Policies = evaluation.Policies,
            Trace = trace.Policies,
        };
    }
}

/// <summary>So many of each group must approve.</summary>
internal sealed record EvaluatedRequirementView(IReadOnlyList<GroupView> Groups, bool? InOrder, int Denials, IReadOnlyList<TierView>? Escalate)
{
    public static EvaluatedRequirementView Of(Requirement requirement) => new(
        [.. requirement.Groups.Select(GroupView.Of)],
        requirement.InOrder ? true : null,
        requirement.Denials,
        requirement.Tiers.IsEmpty ? null : [.. requirement.Tiers.Select(TierView.Of)]);
}

/// <summary>Who else would be asked after a while.</summary>
internal sealed record TierView(string After, ImmutableArray<RoleName> Roles, ImmutableArray<ReviewerId> Reviewers)
{
    public static TierView Of(EscalationTier tier) => new(DurationText.Format(tier.After), tier.Roles, tier.Reviewers);
}
