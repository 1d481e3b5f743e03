using System.Collections.Immutable;
using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies.Reading;

namespace Approvals.Core.Policies;

/// <summary>Compiles policy documents (YAML 1.2, or JSON, which is YAML). Total: any text gives a policy or errors.</summary>
public static class PolicyCompiler
{
    /// <summary>The largest document, in bytes of UTF-8.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The most rules of a document.</summary>
    public const int MaxRules = 10_000;

    /// <summary>The most problems told at once.</summary>
    public const int MaxErrors = PolicyErrors.Most;

    private const int MaxProse = 10_000;

    /// <param name="source">The document.</param>
    /// <param name="defaultName">The policy's name where the document gives none.</param>
    public static PolicyCompilation Compile(string source, PolicyName defaultName)
    {
        var errors = new PolicyErrors();
        var policy = ReadRoot(source, "A policy", errors) is { } document ? ReadPolicy(document, defaultName, errors) : null;
        return errors.Any || policy is null
            ? new PolicyCompilation.Refused(errors.InOrder())
            : new PolicyCompilation.Compiled(policy);
    }

    /// <summary>The document's mapping, or null and an error.</summary>
    internal static MappingReader? ReadRoot(string source, string what, PolicyErrors errors)
    {
        if (Encoding.UTF8.GetByteCount(source) > MaxBytes)
        {
            errors.Add(new Position(1, 1), $"The document is over {MaxBytes} bytes; split it into several.");
            return null;
        }

        return YamlComposer.Compose(source.TrimStart('\uFEFF'), errors) is { } root ? MappingReader.Of(root, what, errors) : null;
    }

    /// <summary>What the document says; where it has errors, without what they are about.</summary>
    internal static Policy ReadPolicy(MappingReader document, PolicyName defaultName, PolicyErrors errors)
    {
        var name = ReadName(document, errors) ?? defaultName;
        var description = document.TakeText("description", MaxProse);
        var fallback = document.Take("default") is { } node
            ? WordReader.Read<PolicyDecision>(node, "default", errors)
            : PolicyDecision.Deny;
        var combine = document.Take("combine") is { } word ? WordReader.Read<Combining>(word, "combine", errors) : Combining.Strictest;
        var defaults = document.Take("defaults") is { } block
            ? ApprovalReader.ReadDefaults(block, errors)
            : ApprovalBlock.Empty;
        var rules = ReadRules(document, defaults, combine, errors);
        var cases = document.Take("cases") is { } examples ? CaseReader.ReadAll(examples, errors) : [];
        document.RefuseTheRest();
        return new Policy
        {
            Name = name,
            Description = description,
            Default = fallback ?? PolicyDecision.Deny,
            Combine = combine ?? Combining.Strictest,
            Defaults = defaults.ToTerms(),
            Rules = rules,
            Cases = cases,
        };
    }

    private static PolicyName? ReadName(MappingReader document, PolicyErrors errors)
    {
        if (document.Take("policy") is not { } node)
        {
            return null;
        }

        if (node is YamlNode.Scalar scalar && PolicyName.Parse(scalar.Text) is { } name)
        {
            return name;
        }

        errors.Add(node.At, $"'policy' is the policy's name: {Identifier.Rule}.");
        return null;
    }

    private static ImmutableArray<Rule> ReadRules(
        MappingReader document, ApprovalBlock defaults, Combining? combine, PolicyErrors errors)
    {
        switch (document.TakeRequired("rules", "A policy has 'rules', a list of at least one rule."))
        {
            case YamlNode.Sequence { Items.IsEmpty: false } list when list.Items.Length <= MaxRules:
                return ReadEach(list, defaults, combine, errors);
            case YamlNode.Sequence { Items.IsEmpty: false } list:
                errors.Add(list.At, $"The policy has {list.Items.Length} rules; at most {MaxRules} go into one document.");
                return [];
            case YamlNode.Sequence list:
                errors.Add(list.At, "'rules' is empty; a policy has at least one rule.");
                return [];
            case null:
                return [];
            case var other:
                errors.Add(other.At, $"'rules' is a list of rules, not {other.Kind}.");
                return [];
        }
    }

    private static ImmutableArray<Rule> ReadEach(
        YamlNode.Sequence list, ApprovalBlock defaults, Combining? combine, PolicyErrors errors)
    {
        var rules = ImmutableArray.CreateBuilder<Rule>(list.Items.Length);
        var sound = new List<Rule>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Length; i++)
        {
            var problems = errors.Count;
            var rule = RuleReader.Read(list.Items[i], i + 1, defaults, errors);
            if (rule is null)
            {
                continue;
            }

            rules.Add(rule);
            if (!ids.Add(rule.Id))
            {
                errors.Add(list.Items[i].At, $"A rule before this one has the id '{rule.Id}' too; ids are unique in a document.");
            }

            if (errors.Count == problems)
            {
                sound.Add(rule);
            }
        }

        errors.Rule = null;
        if (combine == Combining.First)
        {
            Reachability.Check(sound, errors);
        }

        return rules.ToImmutable();
    }
}
