using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Approvals.Channels.Callback;
using Approvals.Channels.Tests.Fixture;

namespace Approvals.Channels.Tests.Callback;

/// <summary>Over real HTTP, on loopback.</summary>
public sealed class CallbackSenderTests : IDisposable
{
    private const string MessageId = "req_01.3.0";

    private static readonly WebhookSecret Secret = Some.Master.DeriveFor(Some.Tenant, Some.Agent);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"type":"request.decided","reason":"Überweisung"}""");

    private readonly ManualTime _time = new();
    private readonly CallbackSender _sender;

    public CallbackSenderTests() => _sender = Sender(allowPrivateAddresses: true);

    [Fact]
    public async Task Receiver_CanTellWhoSentIt()
    {
        await using var receiver = await Receiver.StartAsync(204);
        Assert.Equal(new CallbackOutcome.Acknowledged(), await SendAsync(receiver.Url));
        var received = Assert.Single(receiver.Received);
        Assert.Equal(("POST", "/hook?token=t0ken"), (received.Method, received.Path));
        Assert.Equal(Body, received.Body);
        Assert.Equal("application/json", received.Headers["Content-Type"]);
        Assert.StartsWith("Approvals/", received.Headers["User-Agent"], StringComparison.Ordinal);
        Assert.Equal(MessageId, received.Headers["webhook-id"]);
        Assert.Equal("1773478800", received.Headers["webhook-timestamp"]);
        var key = Convert.FromBase64String(Secret.Reveal()["whsec_".Length..]);
        byte[] signed = [.. "req_01.3.0.1773478800."u8, .. received.Body];
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)), received.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task NextAttempt_HasTheSameIdAndItsOwnTime()
    {
        await using var receiver = await Receiver.StartAsync(500);
        await SendAsync(receiver.Url);
        _time.Advance(TimeSpan.FromSeconds(90));
        await SendAsync(receiver.Url);
        Assert.Equal([MessageId, MessageId], receiver.Received.Select(r => r.Headers["webhook-id"]));
        Assert.Equal(["1773478800", "1773478890"], receiver.Received.Select(r => r.Headers["webhook-timestamp"]));
        Assert.NotEqual(receiver.Received.First().Headers["webhook-signature"], receiver.Received.Last().Headers["webhook-signature"]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(299)]
    public async Task Status2xx_Acknowledges(int status)
    {
        await using var receiver = await Receiver.StartAsync(status);
        Assert.Equal(new CallbackOutcome.Acknowledged(), await SendAsync(receiver.Url));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(304)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task AnyOtherStatus_IsAFailure(int status)
    {
        await using var receiver = await Receiver.StartAsync(status);
        Assert.Equal(new CallbackOutcome.Failed($"The receiver answered {status}."), await SendAsync(receiver.Url));
    }

    [Fact]
    public async Task Status410_EndsIt()
    {
        await using var receiver = await Receiver.StartAsync(410);
        Assert.Equal(
            new CallbackOutcome.Undeliverable("The receiver answered 410: it takes no more callbacks."), await SendAsync(receiver.Url));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNotFollowed(int status)
    {
        await using var elsewhere = await Receiver.StartAsync(200);
        await using var receiver = await Receiver.StartAsync(status, r => r.Headers.Location = elsewhere.Url.AbsoluteUri);
        Assert.Equal(new CallbackOutcome.Failed($"The receiver answered {status}."), await SendAsync(receiver.Url));
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task Cookie_IsNotKept()
    {
        await using var receiver = await Receiver.StartAsync(200, r => r.Headers.SetCookie = "session=1");
        await SendAsync(receiver.Url);
        await SendAsync(receiver.Url);
        Assert.DoesNotContain(receiver.Received, r => r.Headers.ContainsKey("Cookie"));
    }

    [Fact]
    public async Task ReceiverThatDoesNotAnswer_IsGivenUpAtTheTimeLimit()
    {
        var arrived = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var sending = SendAsync(receiver.Url);
        await arrived.Task.InTime();
        _time.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromTicks(1));
        Assert.False(sending.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(new CallbackOutcome.Failed("The receiver did not answer within 15 s."), await sending);
    }

    [Fact]
    public async Task EngineThatStops_EndsTheAttempt()
    {
        var arrived = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var stop = new CancellationTokenSource();
        var sending = _sender.SendAsync([Secret], receiver.Url, MessageId, Body, stop.Token);
        await arrived.Task.InTime();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.InTime());
    }

    /// <summary>The status is all that is needed; a body without end holds nothing up.</summary>
    [Fact]
    public async Task HugeAnswer_IsNotRead()
    {
        var hungUp = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync(async context =>
        {
            using var told = context.RequestAborted.Register(hungUp.SetResult);
            var piece = new byte[64 * 1024];
            while (true)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            }
        });
        Assert.Equal(new CallbackOutcome.Acknowledged(), await SendAsync(receiver.Url));
        await hungUp.Task.InTime();
    }

    [Fact]
    public async Task HugeHeaders_AreAFailure()
    {
        await using var receiver = await Receiver.StartAsync(200, r => r.Headers["X-Huge"] = new string('x', 32 * 1024));
        Assert.Equal(new CallbackOutcome.Failed("The receiver answered with too large headers."), await SendAsync(receiver.Url));
    }

    [Fact]
    public async Task ConnectionRefused_IsAFailure()
    {
        var receiver = await Receiver.StartAsync(200);
        var url = receiver.Url;
        await receiver.DisposeAsync();
        Assert.Equal(new CallbackOutcome.Failed("The receiver cannot be reached: ConnectionRefused."), await SendAsync(url));
    }

    [Fact]
    public async Task WhatIsNotHttp_IsAFailure_AndNotQuoted()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sending = SendAsync(new Uri($"http://{listener.LocalEndpoint}/"));
        using (var connection = await listener.AcceptTcpClientAsync())
        {
            await connection.GetStream().WriteAsync("s3cret, and no HTTP\r\n\r\n"u8.ToArray());
        }

        Assert.Equal(new CallbackOutcome.Failed("The receiver did not answer in HTTP: InvalidResponse."), await sending);
    }

    [Fact]
    public async Task CertificateOfNobodyTrusted_IsAFailure()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        await using var receiver = await Receiver.StartAsync(_ => Task.CompletedTask, certificate);
        Assert.Equal("https", receiver.Url.Scheme);
        var failed = Assert.IsType<CallbackOutcome.Failed>(await SendAsync(receiver.Url));
        Assert.StartsWith("There is no TLS connection to the receiver: ", failed.Reason, StringComparison.Ordinal);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task UrlOfThisMachine_IsRefusedForGood()
    {
        await using var receiver = await Receiver.StartAsync(200);
        using var careful = Sender(allowPrivateAddresses: false);
        Assert.Equal(new CallbackOutcome.Undeliverable("The receiver has no public address."), await SendAsync(careful, receiver.Url));
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task NameOfThisMachine_IsRefused_UnlessAllowed()
    {
        await using var receiver = await Receiver.StartAsync(200);
        var url = new UriBuilder(receiver.Url) { Host = "localhost" }.Uri;
        using var careful = Sender(allowPrivateAddresses: false);
        Assert.Equal(new CallbackOutcome.Failed("The receiver has no public address."), await SendAsync(careful, url));
        Assert.Empty(receiver.Received);
        Assert.Equal(new CallbackOutcome.Acknowledged(), await SendAsync(url));
    }

    [Theory]
    [InlineData("ftp://agent.example/")]
    [InlineData("file:///etc/passwd")]
    public async Task UrlThatIsNotOfTheWeb_IsRefusedForGood(string url) =>
        Assert.IsType<CallbackOutcome.Undeliverable>(await SendAsync(new Uri(url)));

    public void Dispose() => _sender.Dispose();

    private CallbackSender Sender(bool allowPrivateAddresses) =>
        new(new CallbackOptions(), new AddressGuard(allowPrivateAddresses), _time);

    private Task<CallbackOutcome> SendAsync(Uri url) => SendAsync(_sender, url);

    private static Task<CallbackOutcome> SendAsync(CallbackSender sender, Uri url) =>
        sender.SendAsync([Secret], url, MessageId, Body, CancellationToken.None).InTime();
}
