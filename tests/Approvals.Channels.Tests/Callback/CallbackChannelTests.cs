using System.Text;
using Approvals.Channels.Callback;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Channels.Tests.Callback;

public sealed class CallbackChannelTests : IDisposable
{
    private readonly CallbackSender _sender =
        new(new CallbackOptions(), new AddressGuard(allowPrivateAddresses: true), new ManualTime());

    [Fact]
    public async Task Decision_IsSentToTheAgent_UnderTheEffectsId()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var request = Approved(receiver.Url);
        await DeliverAsync(request);
        var received = Assert.Single(receiver.Received);
        Assert.Equal($"{request.Id}.4.1", received.Headers["webhook-id"]);
        Assert.Equal(DecidedEvent.Write(request, request.Decision!), received.Body);
        var expected = WebhookSignature.Create(
            [Some.Master.DeriveFor(Some.Tenant, Some.Agent)], received.Headers["webhook-id"], new ManualTime().GetUtcNow(), received.Body);
        Assert.Equal(expected.Signature, received.Headers["webhook-signature"]);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 1)]
    public async Task SecretThatIsReplaced_SignsAsWellForATime(int minutesLeft, int signatures)
    {
        const string New = "00112233445566778899aabbccddeeff";
        await using var receiver = await Receiver.StartAsync(200);
        var now = new ManualTime().GetUtcNow();
        var secret = new CallbackSecret(New) { Former = [new FormerCallbackSecret(now.AddMinutes(minutesLeft))] };
        var tenant = new Tenant { Id = Some.Tenant, CreatedAt = Some.AskedAt, Agents = [new Agent(Some.Agent) { Callbacks = secret }] };

        await DeliverAsync(Approved(receiver.Url), tenant);

        var received = Assert.Single(receiver.Received);
        WebhookSecret[] all = [Some.Master.DeriveFor(Some.Tenant, Some.Agent, New), Some.Master.DeriveFor(Some.Tenant, Some.Agent)];
        var expected = WebhookSignature.Create(all[..signatures], received.Headers["webhook-id"], now, received.Body);
        Assert.Equal(expected.Signature, received.Headers["webhook-signature"]);
        Assert.Equal(signatures, expected.Signature.Split(' ').Distinct().Count());
    }

    /// <summary>Whatever happens to the request after its decision.</summary>
    [Fact]
    public async Task Body_IsTheSameAtEveryAttempt()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var request = Approved(receiver.Url);
        await DeliverAsync(request);
        await DeliverAsync(request with { Version = 5, UpdatedAt = Some.DecidedAt.AddMinutes(3) });
        Assert.Equal(receiver.Received.First().Body, receiver.Received.Last().Body);
    }

    [Fact]
    public async Task Failure_IsTriedAgain_AndItsReasonHoldsNoSecret()
    {
        await using var receiver = await Receiver.StartAsync(async context =>
        {
            context.Response.StatusCode = 503;
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("database password: hunter2"));
        });
        var failure = await Assert.ThrowsAsync<CallbackFailedException>(() => DeliverAsync(Approved(receiver.Url)));
        Assert.Equal("The receiver answered 503.", failure.Message);
        Assert.DoesNotContain("t0ken", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReceiverThatWantsNoMore_IsUndeliverable()
    {
        await using var receiver = await Receiver.StartAsync(410);
        var end = await Assert.ThrowsAsync<UndeliverableException>(() => DeliverAsync(Approved(receiver.Url)));
        Assert.Equal("The receiver answered 410: it takes no more callbacks.", end.Message);
    }

    [Fact]
    public async Task RequestWithoutADecisionOrAUrl_DoesNotFit()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => DeliverAsync(Some.Pending() with { CallbackUrl = "https://agent.example/" }));
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => DeliverAsync(Some.Decided(RequestStatus.Denied, DecidedBy.People, "No")));
    }

    public void Dispose() => _sender.Dispose();

    private static ApprovalRequest Approved(Uri url) =>
        Some.Decided(RequestStatus.Approved, DecidedBy.People, "Approved by alice, bob") with { CallbackUrl = url.AbsoluteUri };

    private Task DeliverAsync(ApprovalRequest request, Tenant? tenant = null) => new CallbackChannel(_sender, Some.Master, new ManualTime())
        .DeliverAsync(new Delivery(EffectId.Of(request.Id, 4, 1), new Effect.CallBack(), request, tenant), CancellationToken.None).InTime();
}
