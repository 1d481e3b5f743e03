using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Approvals.Fakes.Slack;
using Approvals.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Approvals.Web.Tests.Slack;

/// <summary>A Slack of the tests' own, on a port of loopback, and the people who use it.</summary>
internal sealed class SlackDouble : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly FakeSlack _slack = new();

    public SlackDouble()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _slack.Map(_app);
    }

    public string ApiUrl => $"{_app.Urls.Single()}/api/";

    public IReadOnlyCollection<string> Mistakes => _slack.Mistakes;

    public IReadOnlyCollection<SlackPost> Posts => _slack.Posts;

    /// <summary>What a call of a method is answered instead; null for as usual.</summary>
    public Func<string, JsonObject, Microsoft.AspNetCore.Http.IResult?> Behaviour
    {
        set => _slack.Behaviour = value;
    }

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

    /// <summary>Somebody presses a button of a message; the dialog that opens.</summary>
    public async Task<JsonObject> ClickAsync(ApiClient server, SlackPost post, string request, string action, string user, string team = FakeSlack.Team)
    {
        var (form, opened) = _slack.Press(post, request, action, user, team);
        (await SendAsync(server, form)).Expect(200);
        return await opened.WaitAsync(TimeSpan.FromSeconds(3));
    }

    /// <summary>Somebody sends a dialog; the one that takes its place.</summary>
    public static async Task<string> SubmitAsync(ApiClient server, JsonObject view, string? comment, string user)
    {
        var answer = (await SendAsync(server, FakeSlack.Form(FakeSlack.Submission(view, comment, user)))).Expect(200);
        Assert.Equal("update", answer["response_action"]);
        return answer["view.blocks.0.text.text"];
    }

    /// <summary>Calls the server as Slack does: signed.</summary>
    public static Task<Answer> SendAsync(ApiClient server, string form, DateTimeOffset? at = null, string secret = FakeSlack.SigningSecret)
    {
        var (timestamp, signature) = FakeSlack.Sign(form, at ?? TimeProvider.System.GetUtcNow(), secret);
        return SendAsync(server, form, timestamp, signature);
    }

    public static Task<Answer> SendAsync(ApiClient server, string form, string timestamp, string signature) => server.SendAsync(
        HttpMethod.Post,
        "/v1/inbound/demo/slack",
        null,
        new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        ("X-Slack-Request-Timestamp", timestamp),
        ("X-Slack-Signature", signature));
}
