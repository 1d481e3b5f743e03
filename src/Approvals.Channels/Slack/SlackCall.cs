using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Channels.Slack;

/// <summary>What somebody did, as Slack's interaction payloads have it.</summary>
internal abstract record SlackCall
{
    private SlackCall(SlackAccount account) => Account = account;

    public SlackAccount Account { get; }

    /// <summary>A button of ours.</summary>
    /// <param name="Account">Who.</param>
    /// <param name="Request">Of which request.</param>
    /// <param name="Verdict">Which button.</param>
    /// <param name="Trigger">What a dialog is opened with, within three seconds.</param>
    public sealed record Click(SlackAccount Account, RequestId Request, Verdict Verdict, string Trigger) : SlackCall(Account);

    /// <summary>A dialog of ours was sent.</summary>
    public sealed record Submit(SlackAccount Account, RequestId Request, ActionDigest Digest, Verdict Verdict, string? Comment) : SlackCall(Account);

    /// <summary>Something that needs no answer, such as a button that is a link.</summary>
    public sealed record Other(SlackAccount Account) : SlackCall(Account);

    /// <summary>What a dialog carries, and brings back.</summary>
    public static string Metadata(ApprovalRequest request, Verdict verdict) => new JsonObject
    {
        ["request"] = request.Id.Value,
        ["digest"] = request.Action.Digest.Value,
        ["verdict"] = EnumWords.Of(verdict),
    }.ToJsonString();

    /// <returns>Null where it is no such payload.</returns>
    public static SlackCall? Parse(JsonElement payload)
    {
        if (Text(payload, "user", "id") is not { } user || (Text(payload, "user", "team_id") ?? Text(payload, "team", "id")) is not { } team)
        {
            return null;
        }

        var account = new SlackAccount(team, user);
        return Text(payload, "type") switch
        {
            "block_actions" => ParseClick(payload, account),
            "view_submission" when Text(payload, "view", "callback_id") == SlackMessage.Dialog => ParseSubmit(payload, account),
            _ => new Other(account),
        };
    }

    private static SlackCall? ParseClick(JsonElement payload, SlackAccount account)
    {
        if (Find(payload, "actions") is not { ValueKind: JsonValueKind.Array } actions || actions.GetArrayLength() != 1)
        {
            return null;
        }

        return (VerdictOf(Text(actions[0], "action_id")), RequestId.Parse(Text(actions[0], "block_id")), Text(payload, "trigger_id")) switch
        {
            (null, _, _) => new Other(account),
            ({ } verdict, { } request, { } trigger) => new Click(account, request, verdict, trigger),
            _ => null,
        };
    }

    private static Submit? ParseSubmit(JsonElement payload, SlackAccount account)
    {
        try
        {
            var metadata = JsonElement.Parse(Text(payload, "view", "private_metadata") ?? "");
            var comment = Text(payload, "view", "state", "values", SlackMessage.Comment, SlackMessage.Comment, "value")?.Trim();
            return RequestId.Parse(Text(metadata, "request")) is { } request
                && ActionDigest.Parse(Text(metadata, "digest")) is { } digest
                && VerdictOf(Text(metadata, "verdict")) is { } verdict
                && comment is null or { Length: <= 2_000 }
                    ? new Submit(account, request, digest, verdict, comment is { Length: > 0 } ? comment : null)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Verdict? VerdictOf(string? word) => word switch
    {
        SlackMessage.Approve => Verdict.Approve,
        SlackMessage.Deny => Verdict.Deny,
        _ => null,
    };

    private static string? Text(JsonElement element, params ReadOnlySpan<string> path) =>
        Find(element, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
