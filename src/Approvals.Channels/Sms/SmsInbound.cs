using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Approvals.Channels.Callback;
using Approvals.Channels.Secrets;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Rendering;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Approvals.Channels.Sms;

/// <summary>
/// What comes by SMS: a reply with the code that was sent is a review, and a message that did not arrive is told to its
/// request. Each call is signed by Twilio, and each message is taken once.
/// </summary>
internal sealed partial class SmsInbound(
    IRequests requests, ITenants tenants, IOutbox outbox, IChannelSecrets secrets, MasterSecret master, LinkOptions links, TimeProvider time)
{
    /// <summary>So many of a person's waiting requests are looked through for the one of a code.</summary>
    private const int MostPages = 5;

    /// <summary>So often a message is looked for; in less than the 15 seconds that Twilio waits.</summary>
    private const int MostLooks = 5;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private const string RequestParameter = "request";

    /// <summary>Longer than a delivery takes before it is given up.</summary>
    private static readonly TimeSpan LongestUnknown = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);
    private static readonly InboundAnswer Forged = new((int)HttpStatusCode.Forbidden);

    private readonly SeenCalls _seen = new(time);

    /// <summary>Where Twilio tells what became of a message.</summary>
    public static string StatusAddress(LinkOptions links, ApprovalRequest request, TenantChannel channel) =>
        links.AddressOf($"/v1/inbound/{request.Tenant}/{channel.Name}?{RequestParameter}={request.Id}");

    public async Task<InboundAnswer> ReceiveAsync(Tenant tenant, TenantChannel channel, InboundCall call, CancellationToken cancellation)
    {
        var settings = (ChannelSettings.Sms)channel.Settings;
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(call.Body.Span));
        var all = form.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? "")));
        if (secrets.Find(tenant.Id, channel, ChannelSettings.Sms.AuthToken) is not { } token
            || !TwilioSignature.IsValid(token, call.Header(TwilioSignature.Header), links.AddressOf(call.PathAndQuery), all)
            || Find(form, "AccountSid") != settings.Account
            || Find(form, "MessageSid") is not { Length: > 0 } sid)
        {
            return Forged;
        }

        if (Find(form, "MessageStatus") is { } status)
        {
            return await NoteAsync(tenant, channel, call, sid, status, Find(form, "ErrorCode") ?? "", cancellation);
        }

        return _seen.TryTake(tenant.Id, channel.Name, sid, Remembered)
            ? Say(await AnswerAsync(tenant, channel, Find(form, "From") ?? "", Find(form, "Body") ?? "", cancellation))
            : Say(null);
    }

    /// <returns>Null where there is none, or several.</returns>
    private static string? Find(Dictionary<string, StringValues> parameters, string name) =>
        parameters.TryGetValue(name, out var values) && values is [{ } value] ? value : null;

    /// <summary>TwiML: what the person is answered.</summary>
    private static InboundAnswer Say(string? text) => new(
        (int)HttpStatusCode.OK,
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{(text is null ? "" : $"<Message>{SecurityElement.Escape(text)}</Message>")}</Response>",
        "text/xml");

    private async Task<InboundAnswer> NoteAsync(
        Tenant tenant, TenantChannel channel, InboundCall call, string sid, string status, string error, CancellationToken cancellation)
    {
        var query = QueryHelpers.ParseQuery(new Uri(links.AddressOf(call.PathAndQuery)).Query);
        if (status is "undelivered" or "failed" && RequestId.Parse(Find(query, RequestParameter)) is { } request)
        {
            var code = error.Length > 0 && error.All(char.IsAsciiDigit) ? $", error {error}" : "";
            // It may be told before it is stored that it was sent; Twilio tells it once.
            for (var looks = 1; !await outbox.ReturnAsync(tenant.Id, request, channel.Name, sid, $"Twilio says {status}{code}.", cancellation) && looks < MostLooks; looks++)
            {
                await Task.Delay(BetweenLooks, time, cancellation);
            }
        }

        return new InboundAnswer((int)HttpStatusCode.NoContent);
    }

    /// <returns>What the person is told; null for nothing, where the number is nobody's.</returns>
    private async Task<string?> AnswerAsync(Tenant tenant, TenantChannel channel, string from, string body, CancellationToken cancellation)
    {
        if (tenant.FindReviewerByPhone(from) is not { Active: true } person)
        {
            return null;
        }

        if (ReplyForm().Match(body) is not { Success: true } reply)
        {
            return "Nothing was decided. Reply YES or NO and the six digits of the message.";
        }

        try
        {
            return await ReviewAsync(tenant.Id, channel, person.Id, from, IsYes(reply) ? Verdict.Approve : Verdict.Deny, reply.Groups["code"].Value, cancellation);
        }
        catch (EngineException)
        {
            return "It is not known whether your answer was taken; nothing is approved by that. Send it again.";
        }
    }

    private static bool IsYes(Match reply) => reply.Groups["verdict"].Value.StartsWith("y", StringComparison.OrdinalIgnoreCase);

    /// <summary>A try is counted, durably, before the code is looked at: however many come at once, three are.</summary>
    private async Task<string> ReviewAsync(
        TenantId tenant, TenantChannel channel, ReviewerId reviewer, string number, Verdict verdict, string code, CancellationToken cancellation)
    {
        if (await tenants.ChangeAsync(tenant, [new TenantChange.TryCode(reviewer)], cancellation) is not TenantOutcome.Stored(var counted)
            || counted.FindReviewer(reviewer) is not { Active: true } person)
        {
            return "Your answer was not taken.";
        }

        var codes = person.Codes ?? CodeTries.None;
        var found = await FindAsync(counted, channel, person, number, code, cancellation);
        if (found is not [var request])
        {
            if (codes.Tries >= CodeTries.Most)
            {
                await tenants.ChangeAsync(tenant, [new TenantChange.EndCodes(reviewer, AreVoid: true)], cancellation);
            }

            return found.Count > 1
                ? "Your answer was not taken: the code stands for two requests. Use another way."
                : "That is no code of a request that waits for you. After three wrong ones, those that you were sent are void.";
        }

        await tenants.ChangeAsync(tenant, [new TenantChange.EndCodes(reviewer, AreVoid: false)], cancellation);
        var input = new ReviewInput(verdict, Comment: null, request.Action.Digest, channel.Name.Value, Proof.Possession);
        return $"{ReviewAnswer.Of(await requests.ReviewAsync(tenant, request.Id, reviewer, input, cancellation))} {request.Id.Value[^6..]}";
    }

    /// <summary>The requests that the code stands for: one, or none. Each is looked at, so that the time tells nothing.</summary>
    private async Task<List<ApprovalRequest>> FindAsync(
        Tenant tenant, TenantChannel channel, Reviewer person, string number, string code, CancellationToken cancellation)
    {
        var found = new List<ApprovalRequest>();
        if (tenant.StandingOf(person.Id, time.GetUtcNow()) is not { } standing)
        {
            return found;
        }

        var codes = person.Codes ?? CodeTries.None;
        var expected = Encoding.ASCII.GetBytes(code);
        var filter = new RequestFilter { Viewer = new Viewer.Person(standing), Status = RequestStatus.Pending, Limit = RequestFilter.MaxLimit };
        for (var page = 0; page < MostPages; page++)
        {
            var listed = await requests.ListAsync(tenant.Id, filter, cancellation);
            found.AddRange(listed.Items.Where(request =>
                SentAt(request, channel, person) is { } sentAt
                && codes.IsGood(sentAt)
                && CryptographicOperations.FixedTimeEquals(expected, Encoding.ASCII.GetBytes(master.DeriveCode(tenant.Id, request.Id, person.Id, number)))));
            if (listed.Next is not { } next)
            {
                break;
            }

            filter = filter with { After = next };
        }

        return found;
    }

    /// <summary>
    /// When the person was sent the code; null where they were not. Somebody may answer before it is known that they were
    /// asked: so long the request's last change counts.
    /// </summary>
    private DateTimeOffset? SentAt(ApprovalRequest request, TenantChannel channel, Reviewer person) =>
        request.Told?.LastOrDefault(t => t.Person == person.Id && t.Channel == channel.Name && t.Notice is Notice.Asked or Notice.Listed)?.At
        ?? (time.GetUtcNow() - request.UpdatedAt < LongestUnknown ? request.UpdatedAt : null);

    [GeneratedRegex(@"\A\s*(?<verdict>yes|no|y|n)\W+(?<code>[0-9]{6})\W*\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ReplyForm();
}
