using System.Collections.Immutable;
using System.Globalization;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies.Cases;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads cases: examples with their expected outcomes, in a policy or in a file of their own.</summary>
internal static class CaseReader
{
    private const int MaxName = 200;

    private static readonly AgentId Somebody = new("agent");

    public static ImmutableArray<PolicyCase> ReadAll(YamlNode node, PolicyErrors errors)
    {
        if (node is not YamlNode.Sequence { Items: { IsEmpty: false, Length: <= PolicyCase.Most } items })
        {
            errors.Add(node.At, $"'cases' is a list of 1 to {PolicyCase.Most} cases.");
            return [];
        }

        var cases = ImmutableArray.CreateBuilder<PolicyCase>(items.Length);
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Length; i++)
        {
            if (Read(items[i], i + 1, errors) is not { } read)
            {
                continue;
            }

            if (!names.Add(read.Name))
            {
                errors.Add(items[i].At, $"A case before this one has the name '{read.Name}' too; names of cases are unique in a document.");
            }

            cases.Add(read);
        }

        return cases.ToImmutable();
    }

    private static PolicyCase? Read(YamlNode node, int number, PolicyErrors errors)
    {
        if (MappingReader.Of(node, "A case", errors) is not { } reader)
        {
            return null;
        }

        var name = reader.TakeText("name", MaxName) ?? $"case-{number.ToString(CultureInfo.InvariantCulture)}";
        var action = reader.TakeRequired("action", "A case has an 'action': at least its tool.") is { } asked
            ? ReadAction(asked, errors)
            : null;
        var now = reader.Take("now") is { } time ? TimeReader.ReadTime("'now'", time, errors) : PolicyCase.StandardTime;
        var expect = reader.TakeRequired("expect", "A case says what to 'expect': at least the decision.") is { } outcome
            ? ExpectationReader.Read(outcome, errors)
            : null;
        reader.RefuseTheRest();
        return action is null || expect is null ? null : new PolicyCase
        {
            Name = name,
            Action = action,
            Now = now ?? PolicyCase.StandardTime,
            Expect = expect,
            Line = node.At.Line,
            Column = node.At.Column,
        };
    }

    private static ProposedAction? ReadAction(YamlNode node, PolicyErrors errors)
    {
        if (MappingReader.Of(node, "'action'", errors) is not { } reader)
        {
            return null;
        }

        var tool = ReadTool(reader, errors);
        var args = reader.Take("args") is { } given ? JsonReader.ReadObject(given, "args", errors) : JsonReader.EmptyObject;
        var environmentAt = reader.PositionOf("environment");
        var environment = reader.TakeText("environment", EnvironmentName.MaxLength);
        if (environment is not null && !EnvironmentName.IsValid(environment))
        {
            errors.Add(environmentAt, $"'environment' is an environment's name: {EnvironmentName.Rule}.");
        }

        var context = reader.Take("context") is { } beside ? JsonReader.ReadObject(beside, "context", errors) : null;
        var agent = ReadAgent(reader, errors);
        reader.RefuseTheRest();
        return tool is null || args is null
            ? null
            : new ProposedAction(agent, tool, args.Element, environment, context?.Element);
    }

    private static string? ReadTool(MappingReader reader, PolicyErrors errors)
    {
        var at = reader.PositionOf("tool");
        if (reader.TakeRequired("tool", "An action has a 'tool'.") is not { } node)
        {
            return null;
        }

        if (node is YamlNode.Scalar scalar && ToolName.IsValid(scalar.Text))
        {
            return scalar.Text;
        }

        errors.Add(at, $"'tool' is a tool's name: {ToolName.Rule}.");
        return null;
    }

    private static AgentId ReadAgent(MappingReader reader, PolicyErrors errors)
    {
        if (reader.Take("agent") is not { } node)
        {
            return Somebody;
        }

        if (node is YamlNode.Scalar scalar && AgentId.Parse(scalar.Text) is { } agent)
        {
            return agent;
        }

        errors.Add(node.At, $"'agent' is an agent's id: {Identifier.Rule}.");
        return Somebody;
    }
}
