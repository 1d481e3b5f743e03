using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
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

    private readonly SeenCalls _seen = new(time);

    public async Task<InboundAnswer> ReceiveAsync(Tenant tenant, TenantChannel channel, InboundCall call, CancellationToken cancellation)
    {
        var signature = call.Header(SlackSignature.SignatureHeader);
        if (SecretOf(tenant.Id, channel, ChannelSettings.Slack.SigningSecret) is not { } secret
            || !SlackSignature.IsValid(secret, call.Header(SlackSignature.TimestampHeader), signature, call.Body.Span, time.GetUtcNow())
            || !_seen.TryTake($"{tenant.Id}/{channel.Name}/{signature}", SlackSignature.Window * 2))
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
        if (SecretOf(tenant.Id, channel, ChannelSettings.Slack.BotToken) is not { } token)
        {
            return Unreadable;
        }

        var view = await ViewOfAsync(tenant, channel, click, cancellation);
        try
        {
            await api.CallAsync(token, "views.open", new JsonObject { ["trigger_id"] = click.Trigger, ["view"] = view }, cancellation);
        }
        catch (Exception e) when (e is SlackException or UndeliverableException)
        {
            // Slack shows the person that it did not work; they click again.
            return new InboundAnswer((int)HttpStatusCode.BadGateway);
        }

        return Taken;
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
            return SlackMessage.Say($"It is decided: {decision.Reason}.");
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
            return Show(Tell(await requests.ReviewAsync(tenant.Id, submit.Request, person.Id, input, cancellation)));
        }
        catch (EngineException)
        {
            return Show("It is not known whether your answer was taken; nothing is approved by that. Click again in a moment.");
        }
    }

    private static string Tell(ReviewOutcome outcome) => outcome switch
    {
        ReviewOutcome.Recorded(var request) => Tell(request),
        ReviewOutcome.Repeated(var request) => Tell(request),
        ReviewOutcome.AlreadyReviewed => "Your answer was not taken: you answered before, and an answer is final.",
        ReviewOutcome.AlreadyDecided(var decision) => $"Your answer was not taken: {decision.Reason}.",
        ReviewOutcome.Expired => "Your answer was not taken: the time to answer is over, which is a denial.",
        ReviewOutcome.NotYetAsked => "Your answer was not taken: others come before you. You may deny at any time.",
        ReviewOutcome.SelfReview => "Your answer was not taken: this was asked by your agent or on your behalf; others review it.",
        ReviewOutcome.StrongerProofNeeded => "Your answer was not taken: so urgent a request takes a sign-in to approve it.",
        _ => "Your answer was not taken: you are not asked to review this.",
    };

    private static string Tell(ApprovalRequest request) => request.Decision is { } decision
        ? $"Taken. {decision.Reason}."
        : $"Taken. Approvals still needed: {request.ApprovalsNeeded}";

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

    private string? SecretOf(TenantId tenant, TenantChannel channel, string name) =>
        channel.Secrets.TryGetValue(name, out var encrypted) ? secrets.Reveal(tenant, channel.Name, name, encrypted) : null;
}
