using System.Text.Json.Nodes;
using Approvals.Core.Json;
using Approvals.Core.Rendering;
using Approvals.Core.Requests;

namespace Approvals.Channels.Slack;

/// <summary>
/// Messages and dialogs in Block Kit. All that is not our own words goes in <c>plain_text</c> without emoji, which Slack
/// shows as it is; the text of notifications is escaped as docs.slack.dev says.
/// </summary>
internal static class SlackMessage
{
    public const string Approve = "approve";
    public const string Deny = "deny";
    public const string Comment = "comment";
    public const string Dialog = "review";

    /// <summary>So many requests of a message have buttons of their own; of the others it is said how many there are.</summary>
    public const int MostWithButtons = 15;

    /// <summary>The longest text of a section, less what Slack takes.</summary>
    private const int MostOfSection = 2_900;

    private const int MostOfLine = 300;

    /// <summary>One request that waits.</summary>
    public static JsonArray Ask(ApprovalRequest request) =>
    [
        Section($"An agent waits for your decision: {Title(request)}"),
        Section(Lines(request)),
        Context(Terms(request)),
        Buttons(request),
    ];

    /// <summary>One request that waits no more.</summary>
    public static JsonArray Decided(ApprovalRequest request, Decision decision) =>
    [
        Section($"{Outcome(decision)}: {Title(request)}"),
        Section(Lines(request)),
        Context($"{VisibleText.Of(decision.Reason, MostOfLine)} · digest {request.Action.Digest}"),
    ];

    /// <summary>Several requests, as each now stands.</summary>
    public static JsonArray Several(IReadOnlyList<ApprovalRequest> requests)
    {
        JsonArray blocks = [Section($"{requests.Count} requests came at once.")];
        // A flood does not hide what is urgent.
        foreach (var request in requests.OrderByDescending(r => RequestCard.Of(r).Urgency).Take(MostWithButtons))
        {
            blocks.Add(Section(request.Decision is { } decision
                ? $"{Outcome(decision)}: {Title(request)}"
                : $"{Title(request)}\n{VisibleText.Of(Lines(request), MostOfLine)}"));
            blocks.Add(request.Decision is { } end ? Context(VisibleText.Of(end.Reason, MostOfLine)) : Buttons(request));
        }

        if (requests.Count > MostWithButtons)
        {
            blocks.Add(Section($"And {requests.Count - MostWithButtons} more: find them among the requests that wait for you."));
        }

        return blocks;
    }

    /// <summary>Something about a request that was told of before.</summary>
    public static string Note(Notice notice, ApprovalRequest request) => notice switch
    {
        Notice.Reminded => $"Half of the time is over: {Title(request)} waits, {Terms(request)}",
        Notice.AskedMore => $"More people are asked: {Title(request)} still waits",
        Notice.Unknown => $"Find out what happened: whoever had the permit for {Title(request)} did not report",
        Notice.Decided when request.Decision is { } decision => $"{Outcome(decision)}: {Title(request)}. {VisibleText.Of(decision.Reason, MostOfLine)}",
        _ => Title(request),
    };

    /// <summary>The dialog in which a person gives their verdict.</summary>
    public static JsonObject Ask(ApprovalRequest request, Verdict verdict, string metadata) => new()
    {
        ["type"] = "modal",
        ["callback_id"] = Dialog,
        ["private_metadata"] = metadata,
        ["title"] = Text(verdict == Verdict.Approve ? "Approve this?" : "Deny this?"),
        ["submit"] = Text(verdict == Verdict.Approve ? "Approve" : "Deny"),
        ["close"] = Text("Not now"),
        ["blocks"] = new JsonArray
        {
            Section(Title(request)),
            Section(Lines(request)),
            Context(Terms(request)),
            new JsonObject
            {
                ["type"] = "input",
                ["block_id"] = Comment,
                ["optional"] = true,
                ["label"] = Text("Comment, for the agent and the record"),
                ["element"] = new JsonObject { ["type"] = "plain_text_input", ["action_id"] = Comment, ["multiline"] = true, ["max_length"] = 2_000 },
            },
        },
    };

    /// <summary>A dialog that only says something.</summary>
    public static JsonObject Say(string text, (string Label, Uri Address)? link = null)
    {
        JsonArray blocks = [Section(text)];
        if (link is { } there)
        {
            blocks.Add(new JsonObject
            {
                ["type"] = "actions",
                ["elements"] = new JsonArray
                {
                    new JsonObject { ["type"] = "button", ["action_id"] = "link", ["text"] = Text(there.Label), ["url"] = there.Address.AbsoluteUri },
                },
            });
        }

        return new JsonObject { ["type"] = "modal", ["title"] = Text("Approvals"), ["close"] = Text("Close"), ["blocks"] = blocks };
    }

    /// <summary>The text that notifications show.</summary>
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Title(ApprovalRequest request)
    {
        var card = RequestCard.Of(request);
        return card.Environment is { } environment ? $"{card.Tool} in {environment}" : card.Tool;
    }

    private static string Outcome(Decision decision) => decision.Status switch
    {
        RequestStatus.Approved => "Approved",
        RequestStatus.Denied => "Denied",
        RequestStatus.Expired => "Nobody answered in time, so it is denied",
        _ => "Taken back",
    };

    private static string Terms(ApprovalRequest request) =>
        $"{(request.ExpiresAt is { } end ? $"denied unless approved by {LocalTime.Format(end, zone: null)}" : "no deadline")} · {EnumWords.Of(RequestCard.Of(request).Urgency)} · digest {request.Action.Digest}";

    private static string Lines(ApprovalRequest request)
    {
        var card = RequestCard.Of(request);
        var lines = card.Arguments.Select(a => $"args.{a.Name}: {a.Value}")
            .Append($"why you are asked: {card.Reason}")
            .Append(card.OnBehalfOf is { } served ? $"agent: {card.Agent}, for {served}" : $"agent: {card.Agent}");
        if (card.AgentsWords is { } words)
        {
            lines = lines.Append($"in the agent's own words: “{words}”");
        }

        if (card.EarlierDenial is { } denial)
        {
            lines = lines.Append($"the same was denied before: {denial}");
        }

        return string.Join('\n', lines);
    }

    private static JsonObject Buttons(ApprovalRequest request) => new()
    {
        ["type"] = "actions",
        ["block_id"] = request.Id.Value,
        ["elements"] = new JsonArray { Button(Approve, "Approve", "primary", request), Button(Deny, "Deny", "danger", request) },
    };

    private static JsonObject Button(string action, string label, string style, ApprovalRequest request) => new()
    {
        ["type"] = "button",
        ["action_id"] = action,
        ["text"] = Text(label),
        ["style"] = style,
        ["value"] = request.Action.Digest.Value,
    };

    private static JsonObject Section(string text) => new()
    {
        ["type"] = "section",
        ["text"] = Text(text.Length <= MostOfSection ? text : string.Concat(text.AsSpan(0, MostOfSection), "… (cut; look at the request for all of it)")),
    };

    private static JsonObject Context(string text) => new() { ["type"] = "context", ["elements"] = new JsonArray { Text(text) } };

    private static JsonObject Text(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };
}
