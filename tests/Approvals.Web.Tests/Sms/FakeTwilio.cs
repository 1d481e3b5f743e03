using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Approvals.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Approvals.Web.Tests.Sms;

/// <summary>A message that was sent.</summary>
internal sealed record SentSms(string Sid, string To, string Body, Uri StatusCallback)
{
    public string Code => Regex.Match(Body, "(YES|NO) (?<code>[0-9]{6})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["code"].Value;
}

/// <summary>Twilio's Messages API as its documentation has it: it checks account, token and shape, and signs what it calls.</summary>
internal sealed partial class FakeTwilio : IAsyncDisposable
{
    public const string Account = "AC00000000000000000000000000000000";
    public const string Token = "twilio-token-for-tests";
    public const string From = "+15550100999";
    public const string NoNumber = "+15550100404";
    public const string PublicUrl = "https://approvals.example";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SentSms> _sent = new();
    private readonly ConcurrentQueue<string> _mistakes = new();
    private int _count;

    public FakeTwilio()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.MapPost("/2010-04-01/Accounts/{account}/Messages.json", TakeAsync);
    }

    public string ApiUrl => $"{_app.Urls.Single()}/";

    public IReadOnlyCollection<string> Mistakes => _mistakes;

    /// <summary>Until when a message to this number is held back.</summary>
    public (string Number, Task Until)? Holding { get; set; }

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The message to this number about this.</summary>
    public async Task<SentSms> UntilAsync(string to, Asked asked, string beginning = "Approve? ")
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (_sent.FirstOrDefault(s => s.To == to && s.Body.EndsWith(asked.Id[^6..], StringComparison.Ordinal) && s.Body.StartsWith(beginning, StringComparison.Ordinal)) is { } found)
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

    public Dictionary<string, string> Reply(string from, string text, string? sid = null) => new(StringComparer.Ordinal)
    {
        ["MessageSid"] = sid ?? NewSid(),
        ["AccountSid"] = Account,
        ["From"] = from,
        ["To"] = From,
        ["Body"] = text,
    };

    /// <summary>Tells what became of a message.</summary>
    public static Task<Answer> TellAsync(ApiClient server, SentSms sms, string status, string? error = null) => SendAsync(
        server,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MessageSid"] = sms.Sid,
            ["AccountSid"] = Account,
            ["MessageStatus"] = status,
            ["ErrorCode"] = error ?? "",
        },
        sms.StatusCallback.PathAndQuery);

    public static Task<Answer> SendAsync(
        ApiClient server, IReadOnlyDictionary<string, string> parameters, string path = "/v1/inbound/demo/sms", string? signature = null) => server.SendAsync(
            HttpMethod.Post, path, null, new FormUrlEncodedContent(parameters), ("X-Twilio-Signature", signature ?? Sign(PublicUrl + path, parameters)));

    public static string Sign(string url, IReadOnlyDictionary<string, string> parameters)
    {
        var signed = url + string.Concat(parameters.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Key + p.Value));
#pragma warning disable CA5350
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(Token), Encoding.UTF8.GetBytes(signed)));
#pragma warning restore CA5350
    }

    private async Task<IResult> TakeAsync(string account, HttpContext context)
    {
        var credential = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Account}:{Token}"));
        if (account != Account || context.Request.Headers.Authorization != credential)
        {
            return Results.Json(new { code = 20003, message = "Authenticate", status = 401 }, statusCode: 401);
        }

        var form = await context.Request.ReadFormAsync();
        var (to, body) = (form["To"].ToString(), form["Body"].ToString());
        if (!Number().IsMatch(to) || to == NoNumber || form["From"] != From)
        {
            return Results.Json(new { code = 21211, message = "Invalid 'To' number", status = 400 }, statusCode: 400);
        }

        if (body.Length is 0 or > 160 || !Gsm().IsMatch(body))
        {
            _mistakes.Enqueue(body);
        }

        if (Holding is { } holding && holding.Number == to)
        {
            await holding.Until;
        }

        var sms = new SentSms(NewSid(), to, body, new Uri(form["StatusCallback"].ToString()));
        _sent.Enqueue(sms);
        return Results.Json(new { sid = sms.Sid, status = "queued", error_code = (int?)null }, statusCode: 201);
    }

    private string NewSid() => string.Create(CultureInfo.InvariantCulture, $"SM{Interlocked.Increment(ref _count):D32}");

    [GeneratedRegex(@"^\+[1-9][0-9]{1,14}$", RegexOptions.None, 1_000)]
    private static partial Regex Number();

    /// <summary>What goes as seven bits a character, each one.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9@$_ \n!""#%&'()*+,\-./:;<=>?]+$", RegexOptions.None, 1_000)]
    private static partial Regex Gsm();
}
