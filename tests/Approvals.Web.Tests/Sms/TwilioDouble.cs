using System.Net;
using Approvals.Fakes.Twilio;
using Approvals.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Approvals.Web.Tests.Sms;

/// <summary>A Twilio of the tests' own, on a port of loopback, and the people who write to its number.</summary>
internal sealed class TwilioDouble : IAsyncDisposable
{
    public const string PublicUrl = "https://approvals.example";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly FakeTwilio _twilio = new();

    public TwilioDouble()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _twilio.Map(_app);
    }

    public string ApiUrl => $"{_app.Urls.Single()}/";

    public IReadOnlyCollection<string> Mistakes => _twilio.Mistakes;

    /// <summary>Until when it is not answered that a message to this number was taken.</summary>
    public (string Number, Task Until)? Holding
    {
        set => _twilio.Holding = value;
    }

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The message to this number about this.</summary>
    public async Task<SentSms> UntilAsync(string to, Asked asked, string beginning = "Approve? ")
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (_twilio.All.FirstOrDefault(s => s.To == to && s.Body.EndsWith(asked.Id[^6..], StringComparison.Ordinal) && s.Body.StartsWith(beginning, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>Somebody writes to the number; what they are answered.</summary>
    public async Task<string> ReplyAsync(ApiClient server, string from, string text, string? sid = null)
    {
        var answer = (await SendAsync(server, Reply(from, text, sid))).Expect(200);
        Assert.Equal("text/xml", answer.ContentType);
        return WebUtility.HtmlDecode(answer.Text);
    }

    public IReadOnlyDictionary<string, string> Reply(string from, string text, string? sid = null) => _twilio.Reply(from, text, sid);

    /// <summary>Tells what became of a message.</summary>
    public static Task<Answer> TellAsync(ApiClient server, SentSms sms, string status, string? error = null) => SendAsync(
        server,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MessageSid"] = sms.Sid,
            ["AccountSid"] = FakeTwilio.Account,
            ["MessageStatus"] = status,
            ["ErrorCode"] = error ?? "",
        },
        sms.StatusCallback.PathAndQuery);

    public static Task<Answer> SendAsync(
        ApiClient server, IReadOnlyDictionary<string, string> parameters, string path = "/v1/inbound/demo/sms", string? signature = null) => server.SendAsync(
            HttpMethod.Post,
            path,
            null,
            new FormUrlEncodedContent(parameters),
            ("X-Twilio-Signature", signature ?? FakeTwilio.Sign(PublicUrl + path, parameters)));
}
