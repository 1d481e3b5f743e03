using System.Text;
using System.Text.Json;
using Approvals.Core.Json;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads the JSON of an action out of YAML, by YAML 1.2's core schema; numbers are exact.</summary>
internal static class JsonReader
{
    public static CanonicalJson EmptyObject { get; } = CanonicalJson.Create(JsonElement.Parse("{}"));

    /// <summary>A JSON object, or null and an error.</summary>
    public static CanonicalJson? ReadObject(YamlNode node, string key, PolicyErrors errors)
    {
        if (node is not YamlNode.Mapping)
        {
            errors.Add(node.At, $"'{key}' is a mapping of names to values, not {node.Kind}.");
            return null;
        }

        var json = new StringBuilder();
        if (!Append(json, node, errors))
        {
            return null;
        }

        try
        {
            return CanonicalJson.Create(StrictJson.Parse(Encoding.UTF8.GetBytes(json.ToString())));
        }
        catch (Exception e) when (e is JsonException or CanonicalJsonException)
        {
            errors.Add(node.At, $"'{key}' is no JSON that an action can have: {e.Message}");
            return null;
        }
    }

    /// <returns>False where something cannot be read, which is told.</returns>
    private static bool Append(StringBuilder json, YamlNode node, PolicyErrors errors) => node switch
    {
        YamlNode.Mapping mapping => AppendObject(json, mapping, errors),
        YamlNode.Sequence sequence => AppendArray(json, sequence, errors),
        _ => AppendScalar(json, (YamlNode.Scalar)node, errors),
    };

    private static bool AppendObject(StringBuilder json, YamlNode.Mapping mapping, PolicyErrors errors)
    {
        var isRead = true;
        json.Append('{');
        foreach (var entry in mapping.Entries)
        {
            json.Append(json[^1] == '{' ? "" : ",");
            isRead &= AppendText(json, entry.Key, errors);
            json.Append(':');
            isRead &= Append(json, entry.Value, errors);
        }

        json.Append('}');
        return isRead;
    }

    private static bool AppendArray(StringBuilder json, YamlNode.Sequence sequence, PolicyErrors errors)
    {
        var isRead = true;
        json.Append('[');
        foreach (var item in sequence.Items)
        {
            json.Append(json[^1] == '[' ? "" : ",");
            isRead &= Append(json, item, errors);
        }

        json.Append(']');
        return isRead;
    }

    private static bool AppendScalar(StringBuilder json, YamlNode.Scalar scalar, PolicyErrors errors)
    {
        if (scalar.IsNull)
        {
            json.Append("null");
            return true;
        }

        switch (ScalarReader.ReadOperand(scalar, errors))
        {
            case Operand.Text:
                return AppendText(json, scalar, errors);
            case Operand.Number(var number):
                json.Append(DecimalText.Of(number).ToCanonicalString());
                return true;
            case Operand.Boolean(var value):
                json.Append(value ? "true" : "false");
                return true;
            default:
                return false;
        }
    }

    private static bool AppendText(StringBuilder json, YamlNode.Scalar scalar, PolicyErrors errors)
    {
        try
        {
            json.Append(CanonicalJson.Quote(scalar.Text));
            return true;
        }
        catch (CanonicalJsonException e)
        {
            errors.Add(scalar.At, $"This is no text that JSON can hold: {e.Message}");
            return false;
        }
    }
}
