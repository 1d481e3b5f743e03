using System.Text.Json.Nodes;

namespace Approvals.Fakes.Slack;

/// <summary>A message as it stands in a conversation.</summary>
public sealed record SlackPost(string Conversation, string Timestamp, JsonObject Body, DateTimeOffset At)
{
    public string Text => (string)Body["text"]!;

    public string? Thread => (string?)Body["thread_ts"];

    public string Blocks => Body["blocks"]?.ToJsonString() ?? "";

    /// <summary>The requests that it has buttons for.</summary>
    public IEnumerable<string> Asks => (Body["blocks"]?.AsArray() ?? []).Where(b => (string?)b!["type"] == "actions").Select(b => (string)b!["block_id"]!);

    /// <summary>What a reader sees of it.</summary>
    public IEnumerable<string> Lines => Body["blocks"] is JsonArray blocks ? blocks.SelectMany(b => LinesOf(b!.AsObject())) : Text.Split('\n');

    private static IEnumerable<string> LinesOf(JsonObject block) => (string?)block["type"] switch
    {
        "section" => ((string)block["text"]!["text"]!).Split('\n'),
        "context" => block["elements"]!.AsArray().Select(e => (string)e!["text"]!),
        "actions" => [string.Join("  ", block["elements"]!.AsArray().Select(e => $"[{(string)e!["text"]!["text"]!}]"))],
        _ => [],
    };
}
