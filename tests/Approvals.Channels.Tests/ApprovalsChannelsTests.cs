using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Approvals.Channels.Tests;

/// <summary>The channels as a host composes them.</summary>
public sealed class ApprovalsChannelsTests
{
    [Fact]
    public async Task CallBack_GoesToTheAgent_AndAllElseToTheLog()
    {
        await using var receiver = await Receiver.StartAsync(204);
        var log = new Lines();
        using var app = Compose(Environments.Development, log);
        var channel = app.Services.GetRequiredService<IChannel>();
        var request = Some.Decided(RequestStatus.Denied, DecidedBy.People, "No") with { CallbackUrl = receiver.Url.AbsoluteUri };

        await channel.DeliverAsync(Delivery(request, new Effect.AnnounceDecision()), CancellationToken.None).InTime();
        Assert.Empty(receiver.Received);
        Assert.Equal([$"demo/{request.Id}: Denied by People [{EffectId.Of(request.Id, 4, 0)}]"], log.All);

        await channel.DeliverAsync(Delivery(request, new Effect.CallBack()), CancellationToken.None).InTime();
        Assert.Single(receiver.Received);
        Assert.Single(log.All);
    }

    [Fact]
    public async Task OutsideDevelopment_NoPrivateAddressIsCalled()
    {
        await using var receiver = await Receiver.StartAsync(204);
        using var app = Compose(Environments.Production, new Lines());
        var request = Some.Decided(RequestStatus.Denied, DecidedBy.People, "No") with { CallbackUrl = receiver.Url.AbsoluteUri };
        await Assert.ThrowsAsync<UndeliverableException>(() => app.Services.GetRequiredService<IChannel>()
            .DeliverAsync(Delivery(request, new Effect.CallBack()), CancellationToken.None).InTime());
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task BadSetting_StopsTheStart()
    {
        using var app = Compose(Environments.Production, new Lines(), ("Approvals:Callback:AllowPrivateAddresses", "true"));
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Contains("for Development only", refusal.Message, StringComparison.Ordinal);
    }

    private static IHost Compose(string environment, Lines log, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<TimeProvider>(new ManualTime());
        builder.Services.AddSingleton(Some.Master);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddApprovalsChannels();
        return builder.Build();
    }

    private static Delivery Delivery(ApprovalRequest request, Effect effect) => new(EffectId.Of(request.Id, 4, 0), effect, request);

    /// <summary>Keeps the lines that the log channel writes.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id is >= 3_000 and < 4_000)
            {
                All.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
