using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Channels.Gateways;
using Approvals.Channels.Secrets;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Channels.Slack;

/// <summary>
/// Tells people in Slack, each conversation one message a second at the most. What gathers above that goes in one
/// message; a decision changes the message that asked.
/// </summary>
internal sealed class SlackChannel
{
    /// <summary>So many messages with several requests are remembered, to be changed when one is decided.</summary>
    private const int MostRemembered = 1_000;

    /// <summary>What Slack takes in one conversation.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly SlackApi _api;
    private readonly IChannelSecrets _secrets;
    private readonly TimeProvider _time;
    private readonly Places<Place, Item> _places;
    private readonly ConcurrentDictionary<string, IReadOnlyList<ApprovalRequest>> _several = new(StringComparer.Ordinal);

    public SlackChannel(SlackApi api, IChannelSecrets secrets, TimeProvider time)
    {
        (_api, _secrets, _time) = (api, secrets, time);
        _places = new Places<Place, Item>(place => new PlaceQueue<Item>(Interval, static item => item.Together, items => SendAsync(place, items), time));
    }

    public Task<DeliveryResult> DeliverAsync(
        Delivery delivery, Effect.Tell tell, TenantChannel channel, Reviewer? person, CancellationToken cancellation)
    {
        var settings = (ChannelSettings.Slack)channel.Settings;
        var conversation = tell.Person is null ? settings.Conversation : person?.Reach.Contacts.Slack?.User;
        if (conversation is null)
        {
            throw new UndeliverableException("There is no conversation or account to tell it to any more.");
        }

        var asking = SlackReference.Parse(delivery.Request.Told?.LastOrDefault(t =>
            t is { Notice: Notice.Asked, Failure: null } && t.Channel == tell.Channel && t.Person == tell.Person)?.Reference);
        var item = new Item(delivery.Request, tell.Notice, channel, asking);
        return _places.Of(new Place(delivery.Request.Tenant, channel.Name, conversation)).SendAsync(item, cancellation);
    }

    private async Task<IReadOnlyList<DeliveryResult>> SendAsync(Place place, IReadOnlyList<Item> items)
    {
        // It waited; the newest settings count.
        var token = _secrets.Require(place.Tenant, items[^1].Channel, ChannelSettings.Slack.BotToken);
        try
        {
            var done = items[0].Notice switch
            {
                Notice.Asked or Notice.Listed => await AskAsync(token, place.Conversation, items),
                Notice.Decided when items[0].Asking is { } asking => await CloseAsync(token, asking, items),
                _ => await NoteAsync(token, place.Conversation, items),
            };
            return [.. items.Select(_ => done)];
        }
        catch (SlackException e) when (e.RetryAfter is { } pause)
        {
            _places.Of(place).HoldUntil(_time.GetUtcNow() + pause);
            throw;
        }
    }

    private async Task<DeliveryResult> AskAsync(string token, string conversation, IReadOnlyList<Item> items)
    {
        var isOne = items.Count == 1;
        var (text, blocks) = isOne
            ? ($"Approve? {SlackMessage.Title(items[0].Request)}", SlackMessage.Ask(items[0].Request))
            : ($"Approve? {items.Count} requests", SlackMessage.Several([.. items.Select(i => i.Request)]));
        var sent = await PostAsync(token, conversation, text, blocks, thread: null);
        var reference = sent with { IsShared = !isOne };
        if (!isOne)
        {
            Remember(reference, [.. items.Select(i => i.Request)]);
        }

        return new DeliveryResult.Done(reference.ToString());
    }

    /// <summary>The message that asked shows how it came out.</summary>
    private async Task<DeliveryResult> CloseAsync(string token, SlackReference asking, IReadOnlyList<Item> items)
    {
        if (!asking.IsShared)
        {
            var request = items[^1].Request;
            await UpdateAsync(token, asking, SlackMessage.Note(Notice.Decided, request), SlackMessage.Decided(request, request.Decision!));
            return new DeliveryResult.Done(asking.ToString());
        }

        if (!_several.TryGetValue(asking.ToString(), out var shown))
        {
            // Nobody remembers what else the message has in it.
            return await NoteAsync(token, asking.Conversation, items);
        }

        var decided = items.ToDictionary(i => i.Request.Id, i => i.Request);
        IReadOnlyList<ApprovalRequest> now = [.. shown.Select(r => decided.GetValueOrDefault(r.Id, r))];
        await UpdateAsync(token, asking, $"{now.Count(r => r.Decision is null)} of {now.Count} requests wait", SlackMessage.Several(now));
        if (now.Any(r => r.Decision is null))
        {
            Remember(asking, now);
        }
        else
        {
            _several.TryRemove(asking.ToString(), out _);
        }

        return new DeliveryResult.Done(asking.ToString());
    }

    /// <summary>A note below the message that asked, or by itself where there is none.</summary>
    private async Task<DeliveryResult> NoteAsync(string token, string conversation, IReadOnlyList<Item> items)
    {
        var text = string.Join('\n', items.Take(SlackMessage.MostWithButtons).Select(i => SlackMessage.Note(i.Notice, i.Request)));
        var more = items.Count > SlackMessage.MostWithButtons ? $"\nAnd {items.Count - SlackMessage.MostWithButtons} more." : "";
        var sent = await PostAsync(token, items[0].Asking?.Conversation ?? conversation, text + more, blocks: null, items[0].Asking?.Timestamp);
        return new DeliveryResult.Done(sent.ToString());
    }

    private async Task<SlackReference> PostAsync(string token, string conversation, string text, JsonArray? blocks, string? thread)
    {
        var message = Message(conversation, text, blocks);
        message["unfurl_links"] = false;
        message["unfurl_media"] = false;
        if (thread is not null)
        {
            message["thread_ts"] = thread;
            message["reply_broadcast"] = true;
        }

        var answer = await _api.CallAsync(token, "chat.postMessage", message, CancellationToken.None);
        return new SlackReference(TextOf(answer, "channel"), TextOf(answer, "ts"), IsShared: false);
    }

    private Task<JsonElement> UpdateAsync(string token, SlackReference reference, string text, JsonArray blocks)
    {
        var message = Message(reference.Conversation, text, blocks);
        message["ts"] = reference.Timestamp;
        return _api.CallAsync(token, "chat.update", message, CancellationToken.None);
    }

    private static JsonObject Message(string conversation, string text, JsonArray? blocks)
    {
        var message = new JsonObject
        {
            ["channel"] = conversation,
            ["text"] = SlackMessage.Escape(text),
            ["parse"] = "none",
            ["link_names"] = false,
        };
        if (blocks is null)
        {
            message["mrkdwn"] = false;
        }
        else
        {
            message["blocks"] = blocks;
        }

        return message;
    }

    private static string TextOf(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new SlackException($"Slack's answer has no {name}.");

    private void Remember(SlackReference reference, IReadOnlyList<ApprovalRequest> requests)
    {
        if (_several.Count >= MostRemembered && _several.Keys.FirstOrDefault() is { } some)
        {
            _several.TryRemove(some, out _);
        }

        _several[reference.ToString()] = requests;
    }

    private sealed record Place(TenantId Tenant, ChannelName Channel, string Conversation);

    /// <param name="Request">The request as it stands.</param>
    /// <param name="Notice">What is told.</param>
    /// <param name="Channel">The channel.</param>
    /// <param name="Asking">The message that asked, if there is one.</param>
    private sealed record Item(ApprovalRequest Request, Notice Notice, TenantChannel Channel, SlackReference? Asking)
    {
        /// <summary>Those that ask go in one message; those that close, by the message; each note, by its thread.</summary>
        public string Together => Notice is Notice.Asked or Notice.Listed ? "ask" : $"{(Notice == Notice.Decided ? "close" : "note")} {Asking}";
    }
}
