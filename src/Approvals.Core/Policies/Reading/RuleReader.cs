using System.Collections.Immutable;
using System.Globalization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads one rule.</summary>
internal static class RuleReader
{
    private const int MaxReason = 2_000;

    /// <param name="node">The rule.</param>
    /// <param name="number">Its place in the document, counted from 1.</param>
    /// <param name="defaults">What its <c>approval</c> inherits from.</param>
    /// <param name="errors">Where its problems are told, under its id.</param>
    public static Rule? Read(YamlNode node, int number, ApprovalBlock defaults, PolicyErrors errors)
    {
        errors.Rule = $"rule-{number.ToString(CultureInfo.InvariantCulture)}";
        if (MappingReader.Of(node, "A rule", errors) is not { } rule)
        {
            return null;
        }

        errors.Rule = ReadId(rule, errors) ?? errors.Rule;
        var tools = ReadNames(rule, "tool", errors);
        var agents = ReadNames(rule, "agent", errors);
        var environments = ReadNames(rule, "environment", errors);
        var action = ReadAction(rule, errors);
        var when = rule.Take("when") is { } condition ? ConditionReader.Read(condition, ConditionPlace.Rule, errors) : null;
        var reason = rule.TakeText("reason", MaxReason);
        var alternatives = rule.TakeTexts("alternatives");
        var approval = ReadApproval(rule, action, defaults, errors);
        rule.RefuseTheRest();
        return new Rule
        {
            Id = errors.Rule,
            Tools = tools,
            Agents = agents,
            Environments = environments,
            Action = action,
            When = when,
            Reason = reason is null ? null : new ReasonText(reason),
            Alternatives = [.. alternatives?.Select(a => a.Text) ?? []],
            Approval = approval,
            Line = node.At.Line,
            Column = node.At.Column,
        };
    }

    private static string? ReadId(MappingReader rule, PolicyErrors errors)
    {
        if (rule.Take("id") is not { } node)
        {
            return null;
        }

        if (node is YamlNode.Scalar scalar && Identifier.IsValid(scalar.Text))
        {
            return scalar.Text;
        }

        errors.Add(node.At, $"'id' is a name: {Identifier.Rule}.");
        return null;
    }

    private static ImmutableArray<NamePattern> ReadNames(MappingReader rule, string key, PolicyErrors errors)
    {
        if (rule.TakeTexts(key) is not { } texts)
        {
            return [NamePattern.Any];
        }

        var patterns = ImmutableArray.CreateBuilder<NamePattern>(texts.Count);
        foreach (var text in texts)
        {
            if (ToolName.IsPattern(text.Text))
            {
                patterns.Add(new NamePattern(text.Text));
            }
            else
            {
                errors.Add(text.At, $"'{text.Text}' names no {key}s: {NamePattern.Rule}.");
            }
        }

        return patterns.ToImmutable();
    }

    private static PolicyDecision ReadAction(MappingReader rule, PolicyErrors errors) =>
        rule.TakeRequired("action", "A rule has an 'action': allow, deny or escalate.") is { } node
            ? WordReader.Read<PolicyDecision>(node, "action", errors) ?? PolicyDecision.Deny
            : PolicyDecision.Deny;

    private static ApprovalTerms ReadApproval(
        MappingReader rule, PolicyDecision action, ApprovalBlock defaults, PolicyErrors errors)
    {
        if (rule.Take("approval") is not { } node)
        {
            return defaults.ToTerms();
        }

        if (action != PolicyDecision.Escalate)
        {
            errors.Add(node.At, "Only a rule with 'action: escalate' has an 'approval'.");
        }

        var block = ApprovalReader.Read(node, "'approval'", errors);
        if (defaults.Groups is not null && block is { Threshold: not null, Roles: null, Reviewers: null, Groups: null })
        {
            errors.Add(node.At, "'threshold' alone would replace the groups of 'defaults' without saying who; name 'roles' or 'reviewers' with it.");
        }

        var terms = block.Over(defaults).ToTerms();
        ApprovalReader.CheckTiers(terms, node.At, errors);
        return terms;
    }
}
