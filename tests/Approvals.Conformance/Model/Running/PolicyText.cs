using System.Collections.Immutable;
using System.Text;
using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Running;

/// <summary>The policy of a scene, in the policy language.</summary>
internal static class PolicyText
{
    private static readonly string[] Urgencies = ["low", "normal", "high", "critical"];

    public static string Of(Scene scene)
    {
        var text = new StringBuilder("policy: story\nrules:\n")
            .AppendLine($"  - {{ tool: {Scene.Look}, action: allow }}")
            .AppendLine($"  - {{ tool: {Scene.Wipe}, action: deny }}");
        foreach (var terms in scene.Rules)
        {
            text.AppendLine($"  - {{ tool: {Scene.Pay}, action: escalate, approval: {{ {Block(terms)} }} }}");
        }

        return text.ToString();
    }

    private static string Block(Terms terms) => string.Join(
        ", ",
        $"groups: [{string.Join(", ", terms.Groups.Select(g => $"{{ threshold: {g.Threshold}{People(g.Roles, g.Named)} }}"))}]",
        $"inOrder: {Word(terms.InOrder)}",
        $"denials: {terms.Denials}",
        $"separateOwner: {Word(terms.SeparateOwner)}",
        $"timeout: {terms.Timeout.TotalSeconds}s",
        $"validFor: {terms.ValidFor.TotalSeconds}s",
        $"urgency: {Urgencies[terms.Urgency]}")
        + (terms.Tiers.IsEmpty
            ? ""
            : $", escalate: [{string.Join(", ", terms.Tiers.Select(t => $"{{ after: {t.After.TotalSeconds}s{People(t.Roles, t.Named)} }}"))}]");

    private static string People(ImmutableArray<string> roles, ImmutableArray<string> named) =>
        $"{(roles.IsEmpty ? "" : $", roles: [{string.Join(", ", roles)}]")}{(named.IsEmpty ? "" : $", reviewers: [{string.Join(", ", named)}]")}";

    private static string Word(bool value) => value ? "true" : "false";
}
