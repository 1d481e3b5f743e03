using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;

namespace Approvals.Cli.Files;

/// <summary>Reads one action, as an agent would send it to the API, and refuses what the API would.</summary>
internal static class ActionReader
{
    private static readonly AgentId NoAgent = new("agent");

    private static readonly string[] Known =
        ["agent", "args", "callbackUrl", "context", "environment", "onBehalfOf", "summary", "tool"];

    public static ActionLine Read(ReadOnlySpan<byte> json, string place, int number)
    {
        try
        {
            return new ActionLine.Read(place, number, Read(StrictJson.Parse(json)));
        }
        catch (JsonException e)
        {
            return new ActionLine.Bad(place, number, $"This is not JSON: {Why(e)}");
        }
        catch (CanonicalJsonException e)
        {
            return new ActionLine.Bad(place, number, e.Message);
        }
        catch (FormatException e)
        {
            return new ActionLine.Bad(place, number, e.Message);
        }
    }

    /// <summary>The reader counts lines and bytes from 0, and its line is always the first.</summary>
    private static string Why(JsonException e)
    {
        var place = e.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return place < 0 ? e.Message : $"{e.Message[..place]} (at byte {e.BytePositionInLine + 1})";
    }

    private static ProposedAction Read(JsonElement action)
    {
        if (action.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("An action is a JSON object, such as {\"tool\":\"payment.send\",\"args\":{\"amount\":5000}}.");
        }

        if (action.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => !Known.Contains(n, StringComparer.Ordinal)) is { } stranger)
        {
            throw new FormatException($"The field '{stranger}' is not known here. Known: {string.Join(", ", Known)}.");
        }

        _ = Name<ReviewerId>(action, "onBehalfOf");
        return new ProposedAction(
            Name<AgentId>(action, "agent") ?? NoAgent,
            ReadTool(action),
            Object(action, "args") ?? throw new FormatException("The field 'args' is required."),
            ReadEnvironment(action),
            Object(action, "context"));
    }

    private static string ReadTool(JsonElement action)
    {
        var tool = Text(action, "tool", ToolName.MaxLength) ?? throw new FormatException("The field 'tool' is required.");
        return ToolName.IsValid(tool) ? tool : throw new FormatException($"The field 'tool' is a tool's name: {ToolName.Rule}.");
    }

    private static string? ReadEnvironment(JsonElement action) =>
        Text(action, "environment", EnvironmentName.MaxLength) is not { } environment ? null
        : EnvironmentName.IsValid(environment) ? environment
        : throw new FormatException($"The field 'environment' is an environment's name: {EnvironmentName.Rule}.");

    private static T? Name<T>(JsonElement action, string field)
        where T : class, ITextValue<T> =>
        Text(action, field, Identifier.MaxLength) is { } text
            ? T.Parse(text) ?? throw new FormatException($"The field '{field}' is a name: {Identifier.Rule}.")
            : null;

    private static string? Text(JsonElement action, string field, int maxLength)
    {
        if (Find(action, field) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= maxLength
            ? text
            : throw new FormatException($"The field '{field}' is text of 1 to {maxLength} characters.");
    }

    private static JsonElement? Object(JsonElement action, string field) => Find(action, field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => CanonicalJson.Create(value).Element,
        _ => throw new FormatException($"The field '{field}' is a JSON object."),
    };

    /// <summary>The field's value; null where it is absent or JSON's null.</summary>
    private static JsonElement? Find(JsonElement action, string field) =>
        action.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
