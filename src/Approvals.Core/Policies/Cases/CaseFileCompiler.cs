using System.Collections.Immutable;
using System.Globalization;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies.Reading;

namespace Approvals.Core.Policies.Cases;

/// <summary>
/// Reads files of cases: a mapping of <c>description</c>, <c>policy</c> (a policy, or the name of its file, or a list of
/// these) and <c>cases</c>. Total, and within the limits of a policy.
/// </summary>
public static class CaseFileCompiler
{
    private const int MaxProse = 10_000;

    private const int MaxPath = 1_000;

    public static CaseFileCompilation Compile(string source)
    {
        var errors = new PolicyErrors();
        var file = PolicyCompiler.ReadRoot(source, "A file of cases", errors) is { } document ? Read(document, errors) : null;
        return errors.Any || file is null
            ? new CaseFileCompilation.Refused(errors.InOrder())
            : new CaseFileCompilation.Compiled(file);
    }

    private static CaseFile Read(MappingReader document, PolicyErrors errors)
    {
        var description = document.TakeText("description", MaxProse);
        var policies = document.TakeRequired("policy", "A file of cases has a 'policy': the policy, or the name of its file, or a list of these.") switch
        {
            YamlNode.Sequence { Items: { IsEmpty: false } items } => ReadAll(items, errors),
            { } one => ReadAll([one], errors),
            null => [],
        };
        var cases = document.TakeRequired("cases", "A file of cases has 'cases'.") is { } node ? CaseReader.ReadAll(node, errors) : [];
        document.RefuseTheRest();
        return new CaseFile(description, policies, cases);
    }

    private static ImmutableArray<CaseFilePolicy> ReadAll(ImmutableArray<YamlNode> nodes, PolicyErrors errors)
    {
        var policies = nodes.Select((n, i) => ReadPolicy(n, i + 1, errors)).OfType<CaseFilePolicy>().ToImmutableArray();
        var names = policies.OfType<CaseFilePolicy.Inline>().Select(p => p.Policy.Name).ToList();
        if (names.Distinct().Count() < names.Count)
        {
            errors.Add(nodes[0].At, "Two policies of the file have the same name; they are one set, in which names are unique.");
        }

        return policies;
    }

    private static CaseFilePolicy? ReadPolicy(YamlNode node, int number, PolicyErrors errors)
    {
        switch (node)
        {
            case YamlNode.Mapping mapping when MappingReader.Of(mapping, "A policy", errors) is { } document:
                var name = new PolicyName($"policy-{number.ToString(CultureInfo.InvariantCulture)}");
                return new CaseFilePolicy.Inline(PolicyCompiler.ReadPolicy(document, name, errors));
            case YamlNode.Scalar { IsNull: false, Text.Length: > 0 and <= MaxPath } path:
                return new CaseFilePolicy.InFile(path.Text, path.At.Line, path.At.Column);
            default:
                errors.Add(node.At, $"'policy' is a policy, or the name of its file, not {node.Kind}.");
                return null;
        }
    }
}
