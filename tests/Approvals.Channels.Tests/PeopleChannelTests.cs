using System.Globalization;
using System.Text.Json;
using Approvals.Channels.Slack;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Approvals.Channels.Tests;

/// <summary>Whom there is nothing to tell any more, and what a message shows first.</summary>
public sealed class PeopleChannelTests
{
    private static readonly ChannelName Mail = new("mail");
    private static readonly ReviewerId Alice = new("alice");

    [Fact]
    public async Task WhoeverMayReview_IsTold() =>
        // No server is there to take it.
        await Assert.ThrowsAnyAsync<Exception>(() => TellAsync(Some.Pending(), Notice.Asked, "finance"));

    [Theory]
    [InlineData(Notice.Asked)]
    [InlineData(Notice.Reminded)]
    public async Task WhoeverLostTheRole_IsNotShownWhatIsAsked(Notice notice) =>
        Assert.Equal(new DeliveryResult.Unneeded(), await TellAsync(Some.Pending(), notice, "support"));

    [Fact]
    public async Task WhatIsDecided_IsAskedOfNobody_AndItsEndIsToldToNobodyWhoWasNotAsked()
    {
        var denied = Some.Decided(RequestStatus.Denied, DecidedBy.People, "No");

        Assert.Equal(new DeliveryResult.Unneeded(), await TellAsync(denied, Notice.Asked, "finance"));
        Assert.Equal(new DeliveryResult.Unneeded(), await TellAsync(denied, Notice.Decided, "finance"));
    }

    [Fact]
    public async Task WhoeverIsNotActive_IsToldNothing() =>
        Assert.Equal(new DeliveryResult.Unneeded(), await TellAsync(Some.Pending(), Notice.Asked, "finance", isActive: false));

    [Fact]
    public async Task NetworkOfDashboards_IsNoneForMail()
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => TellAsync(
            Some.Pending(), Notice.Asked, "finance", host: "10.20.0.7", settings: ("Approvals:Callback:AllowedNetworks", "10.20.0.0/16")));

        Assert.Equal("The mail server has an address that is not public, and is no relay of the operator's.", failure.Message);
    }

    [Fact]
    public async Task ProgramThatIsNoneAnyMore_IsToldNothing()
    {
        var tell = new Effect.Tell(Notice.Asked, Mail) { ForProgram = true };

        Assert.Equal(new DeliveryResult.Unneeded(), await TellAsync(Some.Pending(), Notice.Asked, "finance", effect: tell));
        Assert.Equal(new DeliveryResult.Unneeded(), await TellAsync(Some.Pending(), Notice.Asked, "finance", effect: tell with { Channel = new ChannelName("gone") }));
    }

    [Fact]
    public void AmongSeveral_WhatIsUrgentHasItsButtons()
    {
        var many = Enumerable.Range(0, 40).Select(i => Named(i, i == 39 ? Urgency.Critical : Urgency.Normal)).ToList();

        var shown = SlackMessage.Several(many).ToJsonString();

        Assert.Contains($"\"block_id\":\"{many[39].Id}\"", shown, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"block_id\":\"{many[38].Id}\"", shown, StringComparison.Ordinal);
        Assert.Contains("And 25 more", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void LongUnseenArgument_PushesNoOtherOut()
    {
        var hidden = new string('\u200b', 300);
        var request = Some.Pending() with
        {
            Action = RequestedAction.Create("pay", CanonicalJson.Create(JsonSerializer.SerializeToElement(
                new Dictionary<string, object>(StringComparer.Ordinal) { ["a" + hidden[..90]] = hidden, ["to"] = "vendor-17" }))),
        };

        Assert.Contains("args.to: vendor-17", SlackMessage.Ask(request).ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Approvals:PublicUrl", "approvals.example.com")]
    [InlineData("Approvals:Slack:ApiUrl", "ftp://slack.com")]
    [InlineData("Approvals:Sms:TimeLimit", "00:01:00")]
    [InlineData("Approvals:Email:TimeLimit", "00:00:00")]
    public async Task BadSetting_StopsTheStart(string key, string value)
    {
        using var app = Compose((key, value));
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => app.StartAsync());
        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
    }

    private static ApprovalRequest Named(int number, Urgency urgency)
    {
        var name = number.ToString(CultureInfo.InvariantCulture);
        return Some.Pending() with
        {
            Id = RequestId.Derive(Some.Tenant, Some.Agent, name),
            Evaluation = Some.Pending().Evaluation with { Urgency = urgency },
        };
    }

    private static async Task<DeliveryResult> TellAsync(
        ApprovalRequest request, Notice notice, string role, bool isActive = true, string host = "127.0.0.1", Effect.Tell? effect = null, params (string Key, string Value)[] settings)
    {
        using var app = Compose(settings);
        var tenant = new Tenant
        {
            Id = Some.Tenant,
            CreatedAt = Some.AskedAt.AddDays(-1),
            Reviewers =
            [
                new Reviewer
                {
                    Id = Alice,
                    Roles = [new RoleName(role)],
                    Active = isActive,
                    Reachable = new Reachability { Contacts = new Contacts { Email = "alice@example.com" } },
                },
            ],
            Channels = [new TenantChannel { Name = Mail, Settings = new ChannelSettings.Email { Host = host, Port = 1, From = "approvals@example.com" } }],
        };
        var tell = effect ?? new Effect.Tell(notice, Mail) { Person = Alice };
        return await app.Services.GetRequiredService<IChannel>()
            .DeliverAsync(new Delivery(EffectId.Of(request.Id, 1, 0).Part(0), tell, request, tenant), CancellationToken.None).InTime();
    }

    private static IHost Compose(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Services.AddSingleton<TimeProvider>(new ManualTime());
        builder.Services.AddSingleton(Some.Master);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddApprovalsChannels();
        return builder.Build();
    }
}
