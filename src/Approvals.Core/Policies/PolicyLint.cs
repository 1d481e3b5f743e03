using System.Collections.Immutable;
using Approvals.Core.Policies.Linting;
using Approvals.Core.Tenants;

namespace Approvals.Core.Policies;

/// <summary>Looks for what a policy's author may not have meant.</summary>
public static class PolicyLint
{
    /// <summary>The most warnings that are told.</summary>
    public const int Most = 100;

    /// <param name="policy">The policy.</param>
    /// <param name="people">The directory, if it is known: then quorums are held against it.</param>
    public static ImmutableArray<PolicyWarning> Check(Policy policy, IReadOnlyCollection<Reviewer>? people = null)
    {
        IEnumerable<PolicyWarning> ofThePolicy = policy.Default == PolicyDecision.Allow
            ? [new PolicyWarning(1, 1, null, PolicyWarningKind.DefaultAllow, "'default: allow' lets every action pass that no rule speaks of, those of tools to come among them; deny or escalate, and allow what you know.")]
            : [];
        return
        [
            .. ofThePolicy
                .Concat(ContradictionLint.Check(policy))
                .Concat(EffectLint.Check(policy))
                .Concat(OptionalLint.Check(policy))
                .Concat(ReasonLint.Check(policy))
                .Concat(people is null ? [] : QuorumLint.Check(policy, people))
                .OrderBy(w => w.Line).ThenBy(w => w.Column)
                .Take(Most),
        ];
    }
}
