using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Evaluating;

/// <summary>A rule that applies or was passed over, or the default of a policy where no rule applies.</summary>
/// <param name="Policy">The policy that speaks.</param>
/// <param name="Says">What it says.</param>
/// <param name="Rule">Its rule; null for the default.</param>
/// <param name="Truth">How the rule's condition ended.</param>
internal readonly record struct Voice(PublishedPolicy Policy, PolicyDecision Says, CompiledRule? Rule, Truth Truth)
{
    public ApprovalTerms Terms => Rule?.Rule.Approval ?? Policy.Policy.Defaults;

    public static Voice Of(CompiledRule rule, Truth truth) => new(rule.Policy, rule.Rule.Action, rule, truth);

    public static Voice OfDefault(PublishedPolicy policy) => new(policy, policy.Policy.Default, null, Truth.True);

    public AppliedRule ToAppliedRule(in ConditionScope scope)
    {
        var unknown = new UnknownSentences();
        if (Truth == Truth.Unknown)
        {
            Rule?.Condition.ExplainUnknown(scope, unknown);
        }

        return new AppliedRule
        {
            Policy = Policy.Pin.Policy,
            Version = Policy.Version,
            Hash = Policy.Pin.Hash,
            Rule = Rule?.Rule.Id ?? AppliedRule.DefaultRule,
            Reason = Rule?.Rule.Reason?.Render(scope) ?? DefaultReason(scope.Action.Tool),
            Unknown = [.. unknown.All],
        };
    }

    private string DefaultReason(string tool)
    {
        var verb = Says switch
        {
            PolicyDecision.Allow => "allows",
            PolicyDecision.Deny => "denies",
            _ => "escalates",
        };
        return Rule is null
            ? $"No rule applies to {tool}, and policy {Policy.Pin.Policy} {verb} that by default"
            : $"Rule {Rule.Rule.Id} of policy {Policy.Pin.Policy} {verb} {tool}";
    }
}
