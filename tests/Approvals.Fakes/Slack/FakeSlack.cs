using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Approvals.Fakes.Slack;

/// <summary>
/// Slack's Web API as its documentation has it: it checks token, shape, lengths and rate, keeps the messages, and signs
/// what people do.
/// </summary>
public sealed class FakeSlack
{
    public const string Token = "xoxb-for-tests";
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Team = "T024BE7LD";

    private readonly ConcurrentDictionary<string, SlackPost> _posts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastPost = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _dialogs = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _mistakes = new();
    private int _count;

    /// <summary>What the caller did that Slack would not take.</summary>
    public IReadOnlyCollection<string> Mistakes => _mistakes;

    public IReadOnlyCollection<SlackPost> Posts => [.. _posts.Values.OrderBy(p => p.Timestamp, StringComparer.Ordinal)];

    /// <summary>What a call of a method is answered instead; null for as usual.</summary>
    public Func<string, JsonObject, IResult?> Behaviour { get; set; } = static (_, _) => null;

    /// <summary>Is told of each message, and of each change of one.</summary>
    public Action<SlackPost> Posted { get; set; } = static _ => { };

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/{method}", AnswerAsync);

    /// <summary>Somebody presses a button of a message: what Slack sends, and the dialog that then opens.</summary>
    public (string Form, Task<JsonObject> Dialog) Press(SlackPost post, string request, string action, string user, string team = Team)
    {
        var button = post.Body["blocks"]!.AsArray().Single(b => (string?)b!["block_id"] == request)!["elements"]!.AsArray()
            .Single(e => (string?)e!["action_id"] == action)!;
        var trigger = string.Create(CultureInfo.InvariantCulture, $"trigger.{Interlocked.Increment(ref _count)}");
        var opened = _dialogs[trigger] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        var payload = new JsonObject
        {
            ["type"] = "block_actions",
            ["user"] = new JsonObject { ["id"] = user, ["username"] = "alice", ["team_id"] = team },
            ["team"] = new JsonObject { ["id"] = Team },
            ["trigger_id"] = trigger,
            ["container"] = new JsonObject { ["message_ts"] = post.Timestamp, ["channel_id"] = post.Conversation },
            ["actions"] = new JsonArray
            {
                new JsonObject { ["action_id"] = action, ["block_id"] = request, ["type"] = "button", ["value"] = (string)button["value"]! },
            },
        };
        return (Form(payload), opened.Task);
    }

    /// <summary>Somebody sends a dialog.</summary>
    public static JsonObject Submission(JsonObject view, string? comment, string user) => new()
    {
        ["type"] = "view_submission",
        ["user"] = new JsonObject { ["id"] = user, ["team_id"] = Team },
        ["team"] = new JsonObject { ["id"] = Team },
        ["view"] = new JsonObject
        {
            ["callback_id"] = (string)view["callback_id"]!,
            ["private_metadata"] = (string)view["private_metadata"]!,
            ["state"] = new JsonObject
            {
                ["values"] = new JsonObject { ["comment"] = new JsonObject { ["comment"] = new JsonObject { ["type"] = "plain_text_input", ["value"] = comment } } },
            },
        },
    };

    public static string Form(JsonObject payload) => $"payload={Uri.EscapeDataString(payload.ToJsonString())}";

    /// <summary>What Slack signs a call with (docs.slack.dev, "Verifying requests from Slack").</summary>
    public static (string Timestamp, string Signature) Sign(string form, DateTimeOffset at, string secret = SigningSecret)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"v0:{timestamp}:{form}");
        return (timestamp, "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
    }

    public static IResult Refuse(string error) => Results.Json(new { ok = false, error });

    public static IResult TooMany(int seconds) => new RetryLater(seconds);

    private async Task<IResult> AnswerAsync(string method, HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}" || context.Request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) is not true)
        {
            return Refuse("invalid_auth");
        }

        var body = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        if (Behaviour(method, body) is { } other)
        {
            return other;
        }

        if (SlackShapes.Mistake(method, body) is { } mistake)
        {
            _mistakes.Enqueue(mistake);
            return Refuse("invalid_blocks");
        }

        return method switch
        {
            "chat.postMessage" => Post(body),
            "chat.update" => Update(body),
            "views.open" => Open(body),
            _ => Refuse("unknown_method"),
        };
    }

    private IResult Post(JsonObject body)
    {
        var conversation = (string)body["channel"]!;
        var now = TimeProvider.System.GetUtcNow();
        var last = _lastPost.GetValueOrDefault(conversation);
        if (now - last < TimeSpan.FromMilliseconds(950))
        {
            _mistakes.Enqueue($"{conversation} was written to {now - last} after the last time");
            return TooMany(1);
        }

        _lastPost[conversation] = now;
        var timestamp = string.Create(CultureInfo.InvariantCulture, $"1700000000.{Interlocked.Increment(ref _count):D6}");
        Keep(new SlackPost(conversation, timestamp, body, now));
        return Results.Json(new { ok = true, channel = conversation, ts = timestamp });
    }

    private IResult Update(JsonObject body)
    {
        var timestamp = (string)body["ts"]!;
        if (!_posts.TryGetValue(timestamp, out var post) || post.Conversation != (string)body["channel"]!)
        {
            return Refuse("message_not_found");
        }

        Keep(post with { Body = body });
        return Results.Json(new { ok = true, channel = post.Conversation, ts = timestamp });
    }

    private void Keep(SlackPost post)
    {
        _posts[post.Timestamp] = post;
        Posted(post);
    }

    private IResult Open(JsonObject body)
    {
        if (!_dialogs.TryRemove((string)body["trigger_id"]!, out var dialog))
        {
            return Refuse("expired_trigger_id");
        }

        dialog.SetResult(body["view"]!.AsObject());
        return Results.Json(new { ok = true });
    }

    private sealed class RetryLater(int seconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        }
    }
}
