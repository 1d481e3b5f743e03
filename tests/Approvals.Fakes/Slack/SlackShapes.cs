using System.Globalization;
using System.Text.Json.Nodes;

namespace Approvals.Fakes.Slack;

/// <summary>The shapes and limits of Block Kit's reference, as far as messages and dialogs of this kind use it.</summary>
internal static class SlackShapes
{
    private const int MostInMessage = 50;
    private const int MostInDialog = 100;

    /// <returns>What is wrong, if anything.</returns>
    public static string? Mistake(string method, JsonObject body) => method switch
    {
        "chat.postMessage" or "chat.update" => Message(body),
        "views.open" => Dialog(body["view"]!.AsObject()),
        _ => null,
    };

    private static string? Message(JsonObject body)
    {
        var text = (string?)body["text"];
        return text is not { Length: > 0 and <= 40_000 } ? "no text, or too long a one"
            : body["blocks"] is { } blocks ? Blocks(blocks.AsArray(), MostInMessage)
            : (bool?)body["mrkdwn"] == false ? null : "text that Slack would format";
    }

    private static string? Dialog(JsonObject view)
    {
        foreach (var part in new[] { "title", "submit", "close" })
        {
            if (view[part] is { } label && Plain(label, 24) is { } mistake)
            {
                return $"{part}: {mistake}";
            }
        }

        return (string?)view["type"] != "modal" || view["title"] is null ? "no modal"
            : ((string?)view["private_metadata"])?.Length > 3_000 ? "too much metadata"
            : Blocks(view["blocks"]!.AsArray(), MostInDialog);
    }

    private static string? Blocks(JsonArray blocks, int most)
    {
        if (blocks.Count == 0 || blocks.Count > most)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{blocks.Count} blocks");
        }

        var ids = blocks.Select(b => (string?)b!["block_id"]).OfType<string>().ToList();
        return ids.Distinct(StringComparer.Ordinal).Count() != ids.Count || ids.Exists(i => i.Length > 255)
            ? "block ids that are not unique, or too long"
            : blocks.Select(b => Block(b!.AsObject())).OfType<string>().FirstOrDefault();
    }

    private static string? Block(JsonObject block) => (string?)block["type"] switch
    {
        "section" => Plain(block["text"], 3_000),
        "context" => block["elements"]!.AsArray() is { Count: > 0 and <= 10 } elements
            ? elements.Select(e => Plain(e, 3_000)).OfType<string>().FirstOrDefault()
            : "a context without elements, or too many",
        "actions" => block["elements"]!.AsArray() is { Count: > 0 and <= 25 } elements
            ? elements.Select(e => Button(e!.AsObject())).OfType<string>().FirstOrDefault()
            : "actions without elements, or too many",
        "input" => Plain(block["label"], 2_000),
        var other => $"a block of type {other}",
    };

    private static string? Button(JsonObject button) =>
        (string?)button["type"] != "button" ? "no button"
        : ((string?)button["value"])?.Length > 2_000 || ((string?)button["action_id"])?.Length is not (> 0 and <= 255) ? "a button's value or id"
        : (string?)button["style"] is not (null or "primary" or "danger") ? "a button's style"
        : Plain(button["text"], 75);

    private static string? Plain(JsonNode? text, int most) =>
        (string?)text?["type"] != "plain_text" || (bool?)text["emoji"] != false ? "text that Slack would format"
        : ((string?)text["text"])?.Length is not { } length || length == 0 || length > most ? "text that is missing or too long"
        : null;
}
