using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Approvals.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Approvals.Web.Tests.Slack;

/// <summary>A message as it stands in a conversation.</summary>
internal sealed record SlackPost(string Conversation, string Timestamp, JsonObject Body, DateTimeOffset At)
{
    public string Text => (string)Body["text"]!;

    public string? Thread => (string?)Body["thread_ts"];

    public string Blocks => Body["blocks"]?.ToJsonString() ?? "";

    /// <summary>The requests that it has buttons for.</summary>
    public IEnumerable<string> Asks => (Body["blocks"]?.AsArray() ?? []).Where(b => (string?)b!["type"] == "actions").Select(b => (string)b!["block_id"]!);
}

/// <summary>
/// Slack's Web API as its documentation has it: it checks token, shape, lengths and rate, keeps the messages, and signs
/// what people do.
/// </summary>
internal sealed class FakeSlack : IAsyncDisposable
{
    public const string Token = "xoxb-for-tests";
    public const string SigningSecret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Team = "T024BE7LD";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, SlackPost> _posts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastPost = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _dialogs = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _mistakes = new();
    private int _count;

    public FakeSlack()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/api/{method}", AnswerAsync);
    }

    public string ApiUrl => $"{_app.Urls.Single()}/api/";

    /// <summary>What the caller did that Slack would not take.</summary>
    public IReadOnlyCollection<string> Mistakes => _mistakes;

    public IReadOnlyCollection<SlackPost> Posts => [.. _posts.Values.OrderBy(p => p.Timestamp, StringComparer.Ordinal)];

    /// <summary>What a call of a method is answered instead; null for as usual.</summary>
    public Func<string, JsonObject, IResult?> Behaviour { get; set; } = static (_, _) => null;

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The first message for which this holds.</summary>
    public async Task<SlackPost> UntilAsync(Func<SlackPost, bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (Posts.FirstOrDefault(condition) is { } found)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Somebody clicks a button of a message; the dialog that opens.</summary>
    public async Task<JsonObject> ClickAsync(ApiClient server, SlackPost post, string request, string action, string user, string team = Team)
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
        (await SendAsync(server, Form(payload))).Expect(200);
        return await opened.Task.WaitAsync(TimeSpan.FromSeconds(3));
    }

    /// <summary>Somebody sends a dialog; the one that takes its place.</summary>
    public static async Task<string> SubmitAsync(ApiClient server, JsonObject view, string? comment, string user)
    {
        var answer = (await SendAsync(server, Form(Submission(view, comment, user)))).Expect(200);
        Assert.Equal("update", answer["response_action"]);
        return answer["view.blocks.0.text.text"];
    }

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

    /// <summary>Calls the server as Slack does: signed.</summary>
    public static Task<Answer> SendAsync(ApiClient server, string form, DateTimeOffset? at = null, string secret = SigningSecret)
    {
        var timestamp = (at ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signed = Encoding.UTF8.GetBytes($"v0:{timestamp}:{form}");
        var signature = "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return SendAsync(server, form, timestamp, signature);
    }

    public static Task<Answer> SendAsync(ApiClient server, string form, string timestamp, string signature) => server.SendAsync(
        HttpMethod.Post,
        "/v1/inbound/demo/slack",
        null,
        new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        ("X-Slack-Request-Timestamp", timestamp),
        ("X-Slack-Signature", signature));

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
        _posts[timestamp] = new SlackPost(conversation, timestamp, body, now);
        return Results.Json(new { ok = true, channel = conversation, ts = timestamp });
    }

    private IResult Update(JsonObject body)
    {
        var timestamp = (string)body["ts"]!;
        if (!_posts.TryGetValue(timestamp, out var post) || post.Conversation != (string)body["channel"]!)
        {
            return Refuse("message_not_found");
        }

        _posts[timestamp] = post with { Body = body };
        return Results.Json(new { ok = true, channel = post.Conversation, ts = timestamp });
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

    public static IResult Refuse(string error) => Results.Json(new { ok = false, error });

    public static IResult TooMany(int seconds) => new RetryLater(seconds);

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
