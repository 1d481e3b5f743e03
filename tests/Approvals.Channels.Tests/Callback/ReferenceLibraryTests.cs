using System.Text;
using Approvals.Channels.Callback;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Requests;

namespace Approvals.Channels.Tests.Callback;

/// <summary>What is sent, verified by the library that receivers use.</summary>
public sealed class ReferenceLibraryTests
{
    private const string NotInstalled = "Run 'npm ci' in tests/Approvals.Channels.Tests/Node.";

    [Fact]
    public async Task Webhook_IsVerified()
    {
        Assert.SkipUnless(ReferenceLibrary.IsInstalled, NotInstalled);
        var (secret, received) = await ReceiveAsync();
        var body = Encoding.UTF8.GetString(received.Body);
        var (exitCode, output, error) = await ReferenceLibrary.VerifyAsync(secret, received.Headers, body);
        Assert.True(exitCode == 0, error);
        Assert.Equal(body, output);
    }

    [Fact]
    public async Task ChangedWebhook_IsRefused()
    {
        Assert.SkipUnless(ReferenceLibrary.IsInstalled, NotInstalled);
        var (secret, received) = await ReceiveAsync();
        var body = Encoding.UTF8.GetString(received.Body).Replace("deny", "allow", StringComparison.Ordinal);
        var (exitCode, _, error) = await ReferenceLibrary.VerifyAsync(secret, received.Headers, body);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("No matching signature found", error, StringComparison.Ordinal);
    }

    /// <summary>By the real clock: the library refuses what is older than five minutes.</summary>
    /// <remarks>Signed under two secrets, of which the receiver has the older one.</remarks>
    private static async Task<(string Secret, Received Received)> ReceiveAsync()
    {
        await using var receiver = await Receiver.StartAsync(204);
        using var sender = new CallbackSender(new CallbackOptions(), new AddressGuard(allowPrivateAddresses: true), TimeProvider.System);
        var secret = Some.Master.DeriveFor(Some.Tenant, Some.Agent);
        var request = Some.Decided(RequestStatus.Denied, DecidedBy.People, "Kein Geld für „vendor“");
        var body = DecidedEvent.Write(request, request.Decision!);
        Assert.Equal(
            new CallbackOutcome.Acknowledged(),
            await sender.SendAsync([Some.Master.DeriveFor(Some.Tenant, Some.Agent, "00112233445566778899aabbccddeeff"), secret], receiver.Url, $"{request.Id}.3.0", body, CancellationToken.None).InTime());
        return (secret.Reveal(), receiver.Received.Single());
    }
}
