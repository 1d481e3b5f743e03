using Approvals.Channels.Callback;
using Approvals.Channels.Email;
using Approvals.Channels.Log;
using Approvals.Channels.Secrets;
using Approvals.Channels.Slack;
using Approvals.Channels.Sms;
using Approvals.Channels.Webhook;
using Approvals.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Approvals.Channels;

/// <summary>
/// The channels, as one <see cref="IChannel"/>. The host registers a <see cref="TimeProvider"/>, the
/// <see cref="MasterSecret"/> that it keeps, and data protection with keys that it keeps.
/// </summary>
public static class ApprovalsChannels
{
    /// <summary>The sections of the configuration that the channels have, each with what it is bound to.</summary>
    public static IReadOnlyList<(string Section, Type Options)> Settings { get; } =
    [
        (CallbackOptions.Section, typeof(CallbackOptions)), (EmailOptions.Section, typeof(EmailOptions)), (LinkOptions.Section, typeof(LinkOptions)),
        (SlackOptions.Section, typeof(SlackOptions)), (SmsOptions.Section, typeof(SmsOptions)),
    ];

    public static IServiceCollection AddApprovalsChannels(this IServiceCollection services)
    {
        // A developer's agent runs on the developer's machine.
        services.AddOptions<CallbackOptions>()
            .Configure<IHostEnvironment>((options, environment) => options.AllowPrivateAddresses = environment.IsDevelopment())
            .BindConfiguration(CallbackOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CallbackOptions>, CallbackOptionsValidation>();
        services.AddSingleton(s => s.GetRequiredService<IOptions<CallbackOptions>>().Value);
        services.AddSingleton(s =>
        {
            var options = s.GetRequiredService<CallbackOptions>();
            return new AddressGuard(options.AllowPrivateAddresses, options.ReadNetworks());
        });
        // A tenant's mail server is no dashboard: the operator's relays are named one by one.
        services.AddKeyedSingleton(EmailChannel.Guard, (s, _) => new AddressGuard(s.GetRequiredService<CallbackOptions>().AllowPrivateAddresses));
        services.AddSingleton<CallbackSender>();
        services.AddSingleton<CallbackChannel>();
        services.AddSingleton<LogChannel>();
        services.AddOptions<EmailOptions>().BindConfiguration(EmailOptions.Section)
            .Validate(static o => IsBearable(o.TimeLimit), TooLong(EmailOptions.Section)).ValidateOnStart();
        services.AddSingleton(s => s.GetRequiredService<IOptions<EmailOptions>>().Value);
        services.AddOptions<LinkOptions>().BindConfiguration(LinkOptions.Section)
            .Validate(static o => IsHttp(o.PublicUrl), NoAddress(LinkOptions.Section, nameof(LinkOptions.PublicUrl))).ValidateOnStart();
        services.AddSingleton(s => s.GetRequiredService<IOptions<LinkOptions>>().Value);
        services.AddSingleton<IChannelSecrets, ChannelSecrets>();
        services.AddSingleton<ILinks, Links>();
        services.AddSingleton<EmailChannel>();
        services.AddOptions<SlackOptions>().BindConfiguration(SlackOptions.Section)
            .Validate(static o => IsHttp(o.ApiUrl), NoAddress(SlackOptions.Section, nameof(SlackOptions.ApiUrl)))
            .Validate(static o => IsBearable(o.TimeLimit), TooLong(SlackOptions.Section)).ValidateOnStart();
        services.AddSingleton(s => s.GetRequiredService<IOptions<SlackOptions>>().Value);
        services.AddSingleton<SlackApi>();
        services.AddSingleton<SlackChannel>();
        services.AddSingleton<SlackInbound>();
        services.AddOptions<SmsOptions>().BindConfiguration(SmsOptions.Section)
            .Validate(static o => IsHttp(o.ApiUrl), NoAddress(SmsOptions.Section, nameof(SmsOptions.ApiUrl)))
            .Validate(static o => IsBearable(o.TimeLimit), TooLong(SmsOptions.Section)).ValidateOnStart();
        services.AddSingleton(s => s.GetRequiredService<IOptions<SmsOptions>>().Value);
        services.AddSingleton<SmsChannel>();
        services.AddSingleton<SmsInbound>();
        services.AddSingleton<IInbound, InboundRouter>();
        services.AddSingleton<WebhookChannel>();
        services.AddSingleton<ICallbackSecrets, CallbackSecrets>();
        services.AddSingleton<PeopleChannel>();
        services.AddSingleton<IChannel, ChannelRouter>();
        return services;
    }

    /// <summary>Less than an engine gives a delivery, so that the channel tells what was late.</summary>
    private static bool IsBearable(TimeSpan limit) => limit >= TimeSpan.FromSeconds(1) && limit <= TimeSpan.FromSeconds(25);

    private static string TooLong(string section) => $"{section}:TimeLimit is from 00:00:01 to 00:00:25.";

    private static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme is "https" or "http");

    private static string NoAddress(string section, string name) => $"{section}:{name} is an address such as https://approvals.example.com.";
}
