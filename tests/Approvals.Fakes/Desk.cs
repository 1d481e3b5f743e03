using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Approvals.Fakes.Slack;
using Approvals.Fakes.Twilio;

namespace Approvals.Fakes;

/// <summary>
/// Slack and Twilio for whoever tries the server without an account there: what is sent is printed, and people's answers
/// are given by <c>POST /press</c> and <c>POST /reply</c>.
/// </summary>
internal sealed class Desk : IDisposable
{
    private const string Slack = "/v1/inbound/demo/slack";
    private const string Sms = "/v1/inbound/demo/sms";

    private readonly FakeSlack _slack = new();
    private readonly FakeTwilio _twilio = new();
    private readonly HttpClient _server;

    private Desk(Uri server)
    {
        _server = new HttpClient { BaseAddress = server };
        _slack.Posted = static post => Print($"Slack, {post.Conversation}", post.Lines);
        _twilio.Sent = static sms => Print($"SMS to {sms.To}", sms.Body.Split('\n'));
    }

    /// <param name="args">The server's address, and where to listen; nothing for those of the documentation.</param>
    public static async Task RunAsync(string[] args)
    {
        var (server, here) = (args.ElementAtOrDefault(0) ?? "http://127.0.0.1:8080", args.ElementAtOrDefault(1) ?? "http://127.0.0.1:8090");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(here);
        await using var app = builder.Build();
        using var desk = new Desk(new Uri(server));
        desk._slack.Map(app);
        desk._twilio.Map(app);
        app.MapPost("/press", (Delegate)desk.PressAsync);
        app.MapPost("/reply", (Delegate)desk.ReplyAsync);
        await app.StartAsync();
        Console.WriteLine($"Slack is at {here}/api/, Twilio at {here}/");
        await app.WaitForShutdownAsync();
    }

    public void Dispose() => _server.Dispose();

    /// <summary>The form <c>user</c>, <c>button</c> (approve or deny) and <c>comment</c>: on the newest message that has buttons.</summary>
    private async Task<IResult> PressAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var (user, button) = (form["user"].ToString(), form["button"].ToString());
        if (_slack.Posts.LastOrDefault(p => p.Asks.Any()) is not { } post)
        {
            return Results.Text("There is no message with buttons.\n");
        }

        var (pressed, opened) = _slack.Press(post, post.Asks.First(), button, user);
        await SendAsync(pressed);
        var view = await opened.WaitAsync(TimeSpan.FromSeconds(3));
        if (view["submit"] is null)
        {
            return Results.Text($"{TextOf(view)}\n");
        }

        var answer = await SendAsync(FakeSlack.Form(FakeSlack.Submission(view, form["comment"], user)));
        return Results.Text($"{TextOf(JsonNode.Parse(answer)!["view"]!.AsObject())}\n");
    }

    /// <summary>The form <c>from</c> and <c>body</c>.</summary>
    private async Task<IResult> ReplyAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var parameters = _twilio.Reply(form["from"].ToString(), form["body"].ToString());
        using var request = new HttpRequestMessage(HttpMethod.Post, Sms) { Content = new FormUrlEncodedContent(parameters) };
        request.Headers.Add("X-Twilio-Signature", FakeTwilio.Sign(new Uri(_server.BaseAddress!, Sms).AbsoluteUri, parameters));
        using var answer = await _server.SendAsync(request);
        return Results.Text($"{WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())}\n");
    }

    private async Task<string> SendAsync(string form)
    {
        var (timestamp, signature) = FakeSlack.Sign(form, TimeProvider.System.GetUtcNow());
        using var request = new HttpRequestMessage(HttpMethod.Post, Slack) { Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", signature);
        using var answer = await _server.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }

    private static string TextOf(JsonObject view) => (string)view["blocks"]![0]!["text"]!["text"]!;

    private static void Print(string head, IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"--- {head}");
        foreach (var line in lines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"    {line}");
        }

        Console.Write(text);
    }
}
