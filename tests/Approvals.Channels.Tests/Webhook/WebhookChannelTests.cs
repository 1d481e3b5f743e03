using System.Text;
using System.Text.Json;
using Approvals.Channels.Callback;
using Approvals.Channels.Secrets;
using Approvals.Channels.Tests.Fixture;
using Approvals.Channels.Webhook;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Microsoft.AspNetCore.DataProtection;

namespace Approvals.Channels.Tests.Webhook;

/// <summary>What a dashboard is sent.</summary>
public sealed class WebhookChannelTests : IDisposable
{
    private const string Now = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Before = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private static readonly ChannelName Board = new("board");

    private readonly CallbackSender _sender = new(new CallbackOptions(), new AddressGuard(allowPrivateAddresses: true), TimeProvider.System);
    private readonly ChannelSecrets _secrets = new(new EphemeralDataProtectionProvider());

    [Fact]
    public async Task RequestThatWaits_IsSentWholeUnderTheEffectsId()
    {
        await using var receiver = await Receiver.StartAsync(200);

        Assert.Equal(new DeliveryResult.Done(), await TellAsync(receiver.Url, Notice.Asked, Some.Pending(), Now));

        var received = Assert.Single(receiver.Received);
        Assert.Equal($"{Some.Pending().Id}.1.0.0", received.Headers["webhook-id"]);
        Assert.Equal("POST", received.Method);
        Assert.Equal(
            """{"data":{"agent":"demo-agent","args":{"amount":5000,"to":"vendor-17"},"createdAt":"2026-03-14T08:50:00Z","digest":"DIGEST","expiresAt":"2026-03-14T09:05:00Z","reason":"Payments over $100 require approval","requestId":"ID","reviews":[],"status":"pending","summary":"Pay invoice 8841","tool":"payment.send","urgency":"normal","version":3},"timestamp":"2026-03-14T08:59:00.5Z","type":"request.asked"}"""
                .Replace("DIGEST", Some.Pending().Action.Digest.Value, StringComparison.Ordinal).Replace("ID", Some.Pending().Id.Value, StringComparison.Ordinal),
            Encoding.UTF8.GetString(received.Body));
    }

    [Theory]
    [InlineData(Notice.Asked, "request.asked")]
    [InlineData(Notice.AskedMore, "request.asked_more")]
    [InlineData(Notice.Reminded, "request.reminded")]
    [InlineData(Notice.Decided, "request.decided")]
    [InlineData(Notice.Unknown, "request.unknown")]
    public void Event_HasAType(Notice notice, string type) =>
        Assert.Equal(type, JsonElement.Parse(RequestEvent.Write(notice, Some.Pending())).GetProperty("type").GetString());

    [Fact]
    public async Task EventOfWhatIsDecidedMeanwhile_IsSentAllTheSame()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var denied = Some.Decided(RequestStatus.Denied, DecidedBy.People, "No");

        await TellAsync(receiver.Url, Notice.Asked, denied, Now);

        Assert.Contains("\"status\":\"denied\"", Encoding.UTF8.GetString(Assert.Single(receiver.Received).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhileTheSecretIsReplaced_EitherVerifies()
    {
        Assert.SkipUnless(ReferenceLibrary.IsInstalled, "Run 'npm ci' in tests/Approvals.Channels.Tests/Node.");
        await using var receiver = await Receiver.StartAsync(200);
        await TellAsync(receiver.Url, Notice.Asked, Some.Pending(), Now, Before);
        await TellAsync(receiver.Url, Notice.Asked, Some.Pending(), Now);

        var (both, one) = (receiver.Received.First(), receiver.Received.Last());
        var ended = await Task.WhenAll(VerifyAsync(Now, both), VerifyAsync(Before, both), VerifyAsync(Now, one), VerifyAsync(Before, one));
        Assert.Equal([0, 0, 0, 1], ended);
    }

    [Fact]
    public async Task DashboardThatIsGone_IsParked_AndOneThatFailsIsTriedAgain()
    {
        await using var gone = await Receiver.StartAsync(410);
        await using var failing = await Receiver.StartAsync(500);

        await Assert.ThrowsAsync<UndeliverableException>(() => TellAsync(gone.Url, Notice.Asked, Some.Pending(), Now));
        await Assert.ThrowsAsync<CallbackFailedException>(() => TellAsync(failing.Url, Notice.Asked, Some.Pending(), Now));
    }

    [Fact]
    public async Task WithoutItsSecret_NothingIsSent()
    {
        await using var receiver = await Receiver.StartAsync(200);

        await Assert.ThrowsAsync<SecretMissingException>(() => TellAsync(receiver.Url, Notice.Asked, Some.Pending()));

        Assert.Empty(receiver.Received);
    }

    public void Dispose() => _sender.Dispose();

    private static async Task<int> VerifyAsync(string secret, Received received)
    {
        var (exitCode, _, _) = await ReferenceLibrary.VerifyAsync(secret, received.Headers, Encoding.UTF8.GetString(received.Body));
        return exitCode;
    }

    private Task<DeliveryResult> TellAsync(Uri url, Notice notice, ApprovalRequest request, params string[] secrets)
    {
        string[] names = [ChannelSettings.Webhook.Secret, ChannelSettings.Webhook.PreviousSecret];
        var channel = new TenantChannel { Name = Board, Settings = new ChannelSettings.Webhook { Url = url.AbsoluteUri } };
        channel = secrets.Zip(names).Aggregate(channel, (c, s) => c with { Secrets = c.Secrets.Add(s.Second, _secrets.Protect(Some.Tenant, Board, s.Second, s.First)) });
        var tell = new Effect.Tell(notice, Board);
        return new WebhookChannel(_sender, _secrets)
            .DeliverAsync(new Delivery(EffectId.Of(request.Id, 1, 0).Part(0), tell, request), tell, channel, CancellationToken.None).InTime();
    }
}
