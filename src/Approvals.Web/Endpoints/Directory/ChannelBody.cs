using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.Web.Bodies;

namespace Approvals.Web.Endpoints.Directory;

/// <summary>Reads a channel as it is to be; its secrets are encrypted before anything else sees them.</summary>
internal sealed class ChannelBody(IChannelSecrets secrets)
{
    private const int MaxText = 255;
    private const int MaxSecret = 1_000;
    private const int MaxAccount = 34;

    /// <param name="body">The body.</param>
    /// <param name="tenant">Whose channel it is.</param>
    /// <param name="name">Which channel.</param>
    /// <param name="before">The channel of this name that there is, if any: a secret that is left out stays what it was.</param>
    public TenantChannel Read(JsonObjectReader body, TenantId tenant, ChannelName name, TenantChannel? before)
    {
        var (settings, needed) = body.RequiredWord<Func<JsonObjectReader, (ChannelSettings, string[])>>("kind", ("email", ReadEmail), ("slack", ReadSlack), ("sms", ReadSms), ("webhook", ReadWebhook))(body);
        var kept = before is not null && MayKeep(settings, before.Settings) ? before.Secrets : ImmutableSortedDictionary<string, string>.Empty;
        if (settings is ChannelSettings.Webhook)
        {
            return new TenantChannel { Name = name, Settings = settings, Secrets = ReadWebhookSecrets(body, tenant, name, kept) };
        }

        var given = needed.ToImmutableSortedDictionary(
            secret => secret,
            secret => body.OptionalText(secret, MaxSecret) is { } text
                ? secrets.Protect(tenant, name, secret, text)
                : kept.GetValueOrDefault(secret) ?? throw JsonObjectReader.Invalid(secret, "is required where there is none for this yet"),
            StringComparer.Ordinal);
        return new TenantChannel { Name = name, Settings = settings, Secrets = given };
    }

    /// <summary>The secret before the present one signs as well as long as it is said, so that receivers can change over.</summary>
    private ImmutableSortedDictionary<string, string> ReadWebhookSecrets(
        JsonObjectReader body, TenantId tenant, ChannelName name, ImmutableSortedDictionary<string, string> kept)
    {
        var secret = ReadWebhookSecret(body, ChannelSettings.Webhook.Secret);
        var previous = ReadWebhookSecret(body, ChannelSettings.Webhook.PreviousSecret);
        var now = secret is not null
            ? secrets.Protect(tenant, name, ChannelSettings.Webhook.Secret, secret)
            : kept.GetValueOrDefault(ChannelSettings.Webhook.Secret)
                ?? throw JsonObjectReader.Invalid(ChannelSettings.Webhook.Secret, "is required where there is none for this yet");
        var all = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(ChannelSettings.Webhook.Secret, now);
        return previous is null
            ? all
            : all.Add(ChannelSettings.Webhook.PreviousSecret, secrets.Protect(tenant, name, ChannelSettings.Webhook.PreviousSecret, previous));
    }

    private static string? ReadWebhookSecret(JsonObjectReader body, string field) =>
        body.OptionalText(field, MaxSecret) is var text && (text is null || WebhookSecretText.Is(text))
            ? text
            : throw JsonObjectReader.Invalid(field, "is whsec_ and the base64 of 24 to 64 bytes");

    /// <summary>Secrets stay with whom they were given for: nobody else is told them.</summary>
    private static bool MayKeep(ChannelSettings settings, ChannelSettings before) => (settings, before) switch
    {
        (ChannelSettings.Email now, ChannelSettings.Email old) =>
            now.User == old.User && now.Host == old.Host && now.Port == old.Port && (now.StartTls || !old.StartTls),
        (ChannelSettings.Slack now, ChannelSettings.Slack old) => now.Team == old.Team,
        (ChannelSettings.Sms now, ChannelSettings.Sms old) => now.Account == old.Account,
        // Nobody is told it: it only signs.
        (ChannelSettings.Webhook, ChannelSettings.Webhook) => true,
        _ => false,
    };

    private static (ChannelSettings Settings, string[] Secrets) ReadEmail(JsonObjectReader body)
    {
        var host = body.RequiredText("host", MaxText);
        var from = body.RequiredText("from", MaxText);
        var email = new ChannelSettings.Email
        {
            Host = Uri.CheckHostName(host) != UriHostNameType.Unknown ? host : throw JsonObjectReader.Invalid("host", "is a host's name or address"),
            Port = body.RequiredNumber("port", 1, 65_535),
            StartTls = body.OptionalBoolean("startTls") ?? true,
            User = body.OptionalText("user", MaxText),
            From = Contacts.IsEmail(from) ? from : throw JsonObjectReader.Invalid("from", "is a mail address such as approvals@example.com"),
        };
        return (email, email.User is null ? [] : [ChannelSettings.Email.Password]);
    }

    private static (ChannelSettings Settings, string[] Secrets) ReadSlack(JsonObjectReader body)
    {
        var slack = new ChannelSettings.Slack
        {
            Team = SlackId(body.RequiredText("team", Contacts.MaxSlackId), "team"),
            Conversation = body.OptionalText("conversation", Contacts.MaxSlackId) is { } conversation ? SlackId(conversation, "conversation") : null,
        };
        return (slack, [ChannelSettings.Slack.BotToken, ChannelSettings.Slack.SigningSecret]);
    }

    private static (ChannelSettings Settings, string[] Secrets) ReadSms(JsonObjectReader body)
    {
        var account = body.RequiredText("account", MaxAccount);
        var from = body.RequiredText("from", MaxText);
        var sms = new ChannelSettings.Sms
        {
            Account = account.Length == MaxAccount && account.StartsWith("AC", StringComparison.Ordinal) && account.All(char.IsAsciiLetterOrDigit)
                ? account
                : throw JsonObjectReader.Invalid("account", "is an account's SID: AC and 32 hex digits"),
            From = Contacts.IsPhone(from) ? from : throw JsonObjectReader.Invalid("from", "is a number as E.164 writes it, such as +15550100200"),
        };
        return (sms, [ChannelSettings.Sms.AuthToken]);
    }

    private static (ChannelSettings Settings, string[] Secrets) ReadWebhook(JsonObjectReader body)
    {
        var text = body.RequiredText("url", ChannelSettings.Webhook.MaxUrl);
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && CallbackOrigin.OfAddress(url) is not null && url.Fragment.Length == 0
            ? (new ChannelSettings.Webhook { Url = text }, [])
            : throw JsonObjectReader.Invalid("url", "is an absolute https or http address without a user name or a fragment");
    }

    private static string SlackId(string text, string field) =>
        Contacts.IsSlackId(text) ? text : throw JsonObjectReader.Invalid(field, "is an id such as T024BE7LD or C061EG9SL, and no name");
}
