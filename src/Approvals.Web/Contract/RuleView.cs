using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Web.Contract;

/// <summary>A rule that decided, pinned to its version.</summary>
internal sealed record RuleView(
    PolicyName Policy, string Rule, int Version, ContentHash Hash, string Reason, IReadOnlyList<string>? Unknown)
{
    public static RuleView Of(AppliedRule rule) =>
        new(rule.Policy, rule.Rule, rule.Version, rule.Hash, rule.Reason, rule.Unknown.IsEmpty ? null : rule.Unknown);
}
