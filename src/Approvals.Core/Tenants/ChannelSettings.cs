using System.Text.Json.Serialization;

namespace Approvals.Core.Tenants;

/// <summary>What a channel is and how it is used, without its secrets.</summary>
[JsonDerivedType(typeof(Email), "email")]
[JsonDerivedType(typeof(Slack), "slack")]
[JsonDerivedType(typeof(Sms), "sms")]
[JsonDerivedType(typeof(Webhook), "webhook")]
public abstract record ChannelSettings
{
    private ChannelSettings()
    {
    }

    /// <summary>Mail, by a server of the tenant's (RFC 5321).</summary>
    public sealed record Email : ChannelSettings
    {
        /// <summary>The name of the secret that holds the account's password.</summary>
        public const string Password = "password";

        public required string Host { get; init; }

        [JsonRequired]
        public int Port { get; init; }

        /// <summary>
        /// Whether the connection is made private by STARTTLS (RFC 3207) before anything is said on it, and given up
        /// where it cannot be.
        /// </summary>
        [JsonRequired]
        public bool StartTls { get; init; } = true;

        /// <summary>The account (RFC 4954); null where the server asks for none.</summary>
        public string? User { get; init; }

        /// <summary>Whom the mails are from.</summary>
        public required string From { get; init; }
    }

    /// <summary>Slack, by an app of the tenant's in one workspace.</summary>
    public sealed record Slack : ChannelSettings
    {
        /// <summary>The name of the secret that holds the app's bot token, which begins with <c>xoxb-</c>.</summary>
        public const string BotToken = "botToken";

        /// <summary>The name of the secret that holds what Slack signs with.</summary>
        public const string SigningSecret = "signingSecret";

        /// <summary>The workspace, such as <c>T024BE7LD</c>.</summary>
        public required string Team { get; init; }

        /// <summary>Where everybody is told together, such as <c>C061EG9SL</c>; null where each is told for themselves.</summary>
        public string? Conversation { get; init; }
    }

    /// <summary>SMS, by an account at Twilio.</summary>
    public sealed record Sms : ChannelSettings
    {
        /// <summary>The name of the secret that holds the account's auth token.</summary>
        public const string AuthToken = "authToken";

        /// <summary>The account, such as <c>AC</c> and 32 hex digits.</summary>
        public required string Account { get; init; }

        /// <summary>The number that messages are from, as E.164 has it.</summary>
        public required string From { get; init; }
    }
    /// <summary>
    /// A dashboard of the tenant's, which is told of every request that waits for people, whatever is the route: webhooks by
    /// Standard Webhooks 1.0.0.
    /// </summary>
    public sealed record Webhook : ChannelSettings
    {
        /// <summary>The longest <see cref="Url"/>, in characters.</summary>
        public const int MaxUrl = 2_000;

        /// <summary>The name of the secret that signs, which begins with <c>whsec_</c>.</summary>
        public const string Secret = "secret";

        /// <summary>The name of the secret that signs as well, for receivers that do not have the new one yet.</summary>
        public const string PreviousSecret = "previousSecret";

        /// <summary>Where to: https or http, without a user name or a fragment.</summary>
        public required string Url { get; init; }
    }
}
