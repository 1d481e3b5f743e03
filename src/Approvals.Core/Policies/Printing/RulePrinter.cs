using System.Collections.Immutable;
using Approvals.Core.Json;

namespace Approvals.Core.Policies.Printing;

/// <summary>Writes rules.</summary>
internal static class RulePrinter
{
    /// <param name="rule">The rule.</param>
    /// <param name="defaults">What it inherits; where its terms are these, they are left out.</param>
    public static YamlText Print(Rule rule, ApprovalTerms defaults) => YamlText.MappingOf(
        ("id", YamlText.Of(rule.Id)),
        ("tool", Print(rule.Tools)),
        ("agent", Print(rule.Agents)),
        ("environment", Print(rule.Environments)),
        ("action", YamlText.OfWord(EnumWords.Of(rule.Action))),
        ("when", rule.When is { } when ? ConditionPrinter.Print(when) : null),
        ("reason", rule.Reason is { } reason ? YamlText.Of(reason.Text) : null),
        ("alternatives", rule.Alternatives.IsEmpty ? null : YamlText.OfTexts(rule.Alternatives)),
        ("approval", rule.Action == PolicyDecision.Escalate && rule.Approval != defaults ? ApprovalPrinter.Print(rule.Approval) : null));

    private static YamlText? Print(ImmutableArray<NamePattern> patterns) =>
        patterns is [{ Text: "**" }] ? null : YamlText.OfTexts(patterns.Select(p => p.Text));
}
