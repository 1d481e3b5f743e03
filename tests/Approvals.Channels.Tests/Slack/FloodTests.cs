using System.Globalization;
using System.Net;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Approvals.Fakes.Slack;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Approvals.Channels.Tests.Slack;

/// <summary>More than a conversation takes.</summary>
public sealed class FloodTests
{
    private const int Many = 10_000;
    private const string Room = "C061EG9SL";

    private static readonly ChannelName Name = new("slack");

    [Fact]
    public async Task TenThousandAtOnce_GoInFewMessages_NoFasterThanSlackTakesThem()
    {
        var slack = new FakeSlack();
        await using var there = Serve(slack);
        await there.StartAsync();
        using var app = Compose(there.Urls.Single());
        var tenant = TenantOf(app.Services.GetRequiredService<IChannelSecrets>());
        var channel = app.Services.GetRequiredService<IChannel>();

        var sending = new List<Task<DeliveryResult>>(Many);
        for (var i = 0; i < Many; i++)
        {
            sending.Add(TellAsync(channel, tenant, i));
            if (i % 1_000 == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }

        var references = (await Task.WhenAll(sending).WaitAsync(TimeSpan.FromMinutes(2))).Select(r => ((DeliveryResult.Done)r).Reference).ToList();

        Assert.Empty(slack.Mistakes);
        Assert.Equal(slack.Posts.Count, references.Distinct().Count());
        Assert.InRange(slack.Posts.Count, 2, 60);
        Assert.Equal(Many, slack.Posts.Sum(Count));
        Assert.All(slack.Posts.Zip(slack.Posts.Skip(1)), p => Assert.True(p.Second.At - p.First.At >= TimeSpan.FromMilliseconds(950)));
    }

    /// <summary>How many requests the message says that it is of.</summary>
    private static int Count(SlackPost post) => post.Text.Split(' ') is ["Approve?", var count, "requests"]
        ? int.Parse(count, CultureInfo.InvariantCulture)
        : 1;

    private static Task<DeliveryResult> TellAsync(IChannel channel, Tenant tenant, int number)
    {
        var request = Some.Pending() with { Id = RequestId.Derive(Some.Tenant, Some.Agent, number.ToString(CultureInfo.InvariantCulture)) };
        var tell = new Effect.Tell(Notice.Asked, Name);
        return channel.DeliverAsync(new Delivery(EffectId.Of(request.Id, 1, 0).Part(0), tell, request, tenant), CancellationToken.None);
    }

    private static Tenant TenantOf(IChannelSecrets secrets) => new()
    {
        Id = Some.Tenant,
        CreatedAt = Some.AskedAt.AddDays(-1),
        Channels =
        [
            new TenantChannel
            {
                Name = Name,
                Settings = new ChannelSettings.Slack { Team = FakeSlack.Team, Conversation = Room },
                Secrets = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty
                    .Add(ChannelSettings.Slack.BotToken, secrets.Protect(Some.Tenant, Name, ChannelSettings.Slack.BotToken, FakeSlack.Token)),
            },
        ],
    };

    private static WebApplication Serve(FakeSlack slack)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        slack.Map(app);
        return app;
    }

    private static IHost Compose(string slack)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Approvals:Slack:ApiUrl", (string?)$"{slack}/api/")]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(Some.Master);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddApprovalsChannels();
        return builder.Build();
    }
}
