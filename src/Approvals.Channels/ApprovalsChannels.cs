using Approvals.Channels.Callback;
using Approvals.Channels.Log;
using Approvals.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Approvals.Channels;

/// <summary>
/// The channels, as one <see cref="IChannel"/>. The host registers a <see cref="TimeProvider"/> and the
/// <see cref="MasterSecret"/> that it keeps.
/// </summary>
public static class ApprovalsChannels
{
    public static IServiceCollection AddApprovalsChannels(this IServiceCollection services)
    {
        // A developer's agent runs on the developer's machine.
        services.AddOptions<CallbackOptions>()
            .Configure<IHostEnvironment>((options, environment) => options.AllowPrivateAddresses = environment.IsDevelopment())
            .BindConfiguration(CallbackOptions.Section)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<CallbackOptions>, CallbackOptionsValidation>();
        services.AddSingleton(s => s.GetRequiredService<IOptions<CallbackOptions>>().Value);
        services.AddSingleton(s => new AddressGuard(s.GetRequiredService<CallbackOptions>().AllowPrivateAddresses));
        services.AddSingleton<CallbackSender>();
        services.AddSingleton<CallbackChannel>();
        services.AddSingleton<LogChannel>();
        services.AddSingleton<IChannel, ChannelRouter>();
        return services;
    }
}
