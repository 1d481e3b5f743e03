using Approvals.Core.Identifiers;
using Approvals.Core.Json;

namespace Approvals.Core.Policies.Printing;

/// <summary>Writes approval blocks with every key, so that nothing is inherited.</summary>
internal static class ApprovalPrinter
{
    public static YamlText Print(ApprovalTerms terms)
    {
        var requirement = terms.Requirement;
        return YamlText.MappingOf(
            ("groups", YamlText.ListOf(requirement.Groups.Select(Print))),
            ("inOrder", YamlText.Of(requirement.InOrder)),
            ("denials", YamlText.Of(requirement.Denials)),
            ("separateOwner", YamlText.Of(requirement.SeparateOwner)),
            ("timeout", Print(terms.Timeout)),
            ("validFor", Print(terms.ValidFor)),
            ("urgency", YamlText.OfWord(EnumWords.Of(terms.Urgency))),
            ("channels", Names(requirement.Channels)),
            ("escalate", requirement.Tiers.IsEmpty ? null : YamlText.ListOf(requirement.Tiers.Select(Print))));
    }

    private static YamlText Print(SlotGroup group) => YamlText.MappingOf(
        ("threshold", YamlText.Of(group.Threshold)),
        ("roles", Names(group.Roles)),
        ("reviewers", Names(group.Reviewers)));

    private static YamlText Print(EscalationTier tier) => YamlText.MappingOf(
        ("after", Print(tier.After)),
        ("roles", Names(tier.Roles)),
        ("reviewers", Names(tier.Reviewers)),
        ("channels", Names(tier.Channels)));

    private static YamlText Print(TimeSpan time) => YamlText.OfWord(DurationText.Format(time));

    private static YamlText? Names(IReadOnlyCollection<Identifier>? names) =>
        names is not { Count: > 0 } ? null : YamlText.ListOf(names.Select(n => YamlText.Of(n.Value)));
}
