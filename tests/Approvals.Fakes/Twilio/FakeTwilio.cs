using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Approvals.Fakes.Twilio;

/// <summary>Twilio's Messages API as its documentation has it: it checks account, token and shape, and signs what it calls.</summary>
public sealed partial class FakeTwilio
{
    public const string Account = "AC00000000000000000000000000000000";
    public const string Token = "twilio-token-for-tests";
    public const string From = "+15550100999";
    public const string NoNumber = "+15550100404";

    private readonly ConcurrentQueue<SentSms> _sent = new();
    private readonly ConcurrentQueue<string> _mistakes = new();
    private int _count;

    /// <summary>What the caller sent that is no readable message of 160 characters.</summary>
    public IReadOnlyCollection<string> Mistakes => _mistakes;

    public IReadOnlyCollection<SentSms> All => _sent;

    /// <summary>Until when it is not answered that a message to this number was taken.</summary>
    public (string Number, Task Until)? Holding { get; set; }

    /// <summary>Is told of each message.</summary>
    public Action<SentSms> Sent { get; set; } = static _ => { };

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/2010-04-01/Accounts/{account}/Messages.json", TakeAsync);

    /// <summary>Somebody writes to the number: what Twilio sends.</summary>
    public IReadOnlyDictionary<string, string> Reply(string from, string text, string? sid = null) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["MessageSid"] = sid ?? NewSid(),
        ["AccountSid"] = Account,
        ["From"] = from,
        ["To"] = From,
        ["Body"] = text,
    };

    /// <summary>What Twilio signs a call with (twilio.com/docs/usage/security).</summary>
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

        var sms = new SentSms(NewSid(), to, body, new Uri(form["StatusCallback"].ToString()));
        _sent.Enqueue(sms);
        Sent(sms);
        if (Holding is { } holding && holding.Number == to)
        {
            await holding.Until;
        }

        return Results.Json(new { sid = sms.Sid, status = "queued", error_code = (int?)null }, statusCode: 201);
    }

    private string NewSid() => string.Create(CultureInfo.InvariantCulture, $"SM{Interlocked.Increment(ref _count):D32}");

    [GeneratedRegex(@"^\+[1-9][0-9]{1,14}$", RegexOptions.None, 1_000)]
    private static partial Regex Number();

    /// <summary>What goes as seven bits a character, each one.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9@$_ \n!""#%&'()*+,\-./:;<=>?]+$", RegexOptions.None, 1_000)]
    private static partial Regex Gsm();
}
