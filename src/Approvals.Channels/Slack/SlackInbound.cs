using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Channels.Secrets;
using Approvals.Core.Ports;
using Approvals.Core.Rendering;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Microsoft.AspNetCore.WebUtilities;

namespace Approvals.Channels.Slack;

/// <summary>
/// What people do in Slack: a button opens a dialog, and what is said there is their review. Each call is signed, not
/// older than five minutes, and taken once; the person is known by the ids of workspace and user.
/// </summary>
internal sealed class SlackInbound(
    IRequests requests, IChannelSecrets secrets, ILinks links, SlackApi api, TimeProvider time)
{
    private static readonly InboundAnswer Forged = new((int)HttpStatusCode.Unauthorized);
    private static readonly InboundAnswer Unreadable = new((int)HttpStatusCode.BadRequest);
    private static readonly InboundAnswer Taken = new((int)HttpStatusCode.OK);

    /// <summary>Slack takes an answer for three seconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2.5);

    private readonly SeenCalls _seen = new(time);

    public async Task<InboundAnswer> ReceiveAsync(Tenant tenant, TenantChannel channel, InboundCall call, CancellationToken cancellation)
    {
        var signature = call.Header(SlackSignature.SignatureHeader);
        if (secrets.Find(tenant.Id, channel, ChannelSettings.Slack.SigningSecret) is not { } secret
            || !SlackSignature.IsValid(secret, call.Header(SlackSignature.TimestampHeader), signature, call.Body.Span, time.GetUtcNow())
            || !_seen.TryTake(tenant.Id, channel.Name, signature!, SlackSignature.Window * 2))
        {
            return Forged;
        }

        if (Read(call.Body.Span) is not { } payload || SlackCall.Parse(payload) is not { } said)
        {
            return Unreadable;
        }

        if (said.Account.Team != ((ChannelSettings.Slack)channel.Settings).Team)
        {
            return Forged;
        }

        return said switch
        {
            SlackCall.Click click => await AnswerAsync(tenant, channel, click, cancellation),
            SlackCall.Submit submit => await ReviewAsync(tenant, channel, submit, cancellation),
            _ => Taken,
        };
    }

    /// <summary>The dialog is shown to whoever clicked; who may review is found when they say something.</summary>
    private async Task<InboundAnswer> AnswerAsync(Tenant tenant, TenantChannel channel, SlackCall.Click click, CancellationToken cancellation)
    {
        if (secrets.Find(tenant.Id, channel, ChannelSettings.Slack.BotToken) is not { } token)
        {
            return Unreadable;
        }

        try
        {
            await OpenAsync(tenant, channel, click, token, cancellation).WaitAsync(Longest, time, cancellation);
        }
        catch (Exception e) when (e is SlackException or UndeliverableException or EngineException or TimeoutException)
        {
            // Slack shows the person that it did not work; they click again.
            return new InboundAnswer((int)HttpStatusCode.BadGateway);
        }

        return Taken;
    }

    private async Task OpenAsync(Tenant tenant, TenantChannel channel, SlackCall.Click click, string token, CancellationToken cancellation)
    {
        var view = await ViewOfAsync(tenant, channel, click, cancellation);
        await api.CallAsync(token, "views.open", new JsonObject { ["trigger_id"] = click.Trigger, ["view"] = view }, cancellation);
    }

    private async Task<JsonObject> ViewOfAsync(Tenant tenant, TenantChannel channel, SlackCall.Click click, CancellationToken cancellation)
    {
        if (tenant.FindReviewer(click.Account) is not { Active: true } person || tenant.StandingOf(person.Id, time.GetUtcNow()) is not { } standing)
        {
            return SlackMessage.Say("Your account in Slack is nobody's in the directory. Ask an admin to add it.");
        }

        if (await requests.FindAsync(tenant.Id, click.Request, cancellation) is not { } request || !request.Asks(standing))
        {
            return SlackMessage.Say("You are not asked to review this.");
        }

        if (request.Decision is { } decision)
        {
            return SlackMessage.Say($"It is decided: {VisibleText.Of(decision.Reason, RequestCard.MostOfValue)}.");
        }

        return click.Verdict == Verdict.Approve && request.ProofNeeded > Proof.Account
            ? SlackMessage.Say("So urgent a request is not approved here: sign in to approve it.", ("Sign in", LinkFor(channel, request, person)))
            : SlackMessage.Ask(request, click.Verdict, SlackCall.Metadata(request, click.Verdict));
    }

    private async Task<InboundAnswer> ReviewAsync(Tenant tenant, TenantChannel channel, SlackCall.Submit submit, CancellationToken cancellation)
    {
        if (tenant.FindReviewer(submit.Account) is not { Active: true } person)
        {
            return Show("Your account in Slack is nobody's in the directory. Ask an admin to add it.");
        }

        var input = new ReviewInput(submit.Verdict, submit.Comment, submit.Digest, channel.Name.Value, Proof.Account);
        try
        {
            var reviewing = requests.ReviewAsync(tenant.Id, submit.Request, person.Id, input, CancellationToken.None);
            return Show(ReviewAnswer.Of(await reviewing.WaitAsync(Longest, time, cancellation)));
        }
        catch (Exception e) when (e is EngineException or TimeoutException)
        {
            return Show("It is not known whether your answer was taken; nothing is approved by that. Click again in a moment.");
        }
    }

    private static InboundAnswer Show(string text) => new(
        (int)HttpStatusCode.OK, new JsonObject { ["response_action"] = "update", ["view"] = SlackMessage.Say(text) }.ToJsonString());

    /// <summary>The member <c>payload</c> of a form, which is JSON.</summary>
    private static JsonElement? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
            return form.TryGetValue("payload", out var payload) && payload.Count == 1 ? JsonElement.Parse(payload.ToString()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private Uri LinkFor(TenantChannel channel, ApprovalRequest request, Reviewer person) => links.Create(new LinkGrant(
        request.Tenant, request.Id, person.Id, request.Action.Digest, channel.Name, person.Reach.Contacts.Slack!.Address));
}
