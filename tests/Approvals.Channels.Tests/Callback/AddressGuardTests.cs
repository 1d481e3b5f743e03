using System.Net;
using Approvals.Channels.Callback;
using Approvals.Channels.Tests.Fixture;

namespace Approvals.Channels.Tests.Callback;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("10.20.3.4", true)]
    [InlineData("::ffff:10.20.3.4", true)]
    [InlineData("10.21.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("fd00:1::5", true)]
    [InlineData("fd00:2::5", false)]
    public async Task NetworkOfTheOperators_IsCalled_AndNoOther(string address, bool isCalled)
    {
        var guard = new AddressGuard(allowPrivateAddresses: false, new CallbackOptions { AllowedNetworks = "10.20.0.0/16, fd00:1::/32" }.ReadNetworks());
        var finding = guard.FindAsync(address, CancellationToken.None);
        if (isCalled)
        {
            Assert.Single(await finding);
        }
        else
        {
            await Assert.ThrowsAsync<AddressRefusedException>(() => finding);
        }
    }

    [Fact]
    public async Task OfAMixedName_OnlyThePublicAddressesAreLeft()
    {
        var guard = new AddressGuard(allowPrivateAddresses: false, Resolving("10.0.0.5", "1.1.1.1", "::1", "2606:4700:4700::1111"));
        Assert.Equal(
            [IPAddress.Parse("1.1.1.1"), IPAddress.Parse("2606:4700:4700::1111")],
            await guard.FindAsync("agent.example", CancellationToken.None));
    }

    [Theory]
    [InlineData(true, "1.1.1.1", "2606:4700:4700::1111")]
    [InlineData(false, "1.1.1.1", "10.0.0.5")]
    [InlineData(false, "169.254.169.254")]
    [InlineData(false)]
    public async Task WhoeverConnectsByTheName_NeedsAllOfItsAddressesPublic(bool isGood, params string[] addresses)
    {
        var asking = new AddressGuard(allowPrivateAddresses: false, Resolving(addresses)).RequireAllAsync("mail.example", CancellationToken.None);
        await (isGood ? asking : Assert.ThrowsAsync<AddressRefusedException>(() => asking));
    }

    [Theory]
    [InlineData("10.0.0.5")]
    [InlineData("127.0.0.1", "::1")]
    public async Task NameWithoutAPublicAddress_IsRefused(params string[] addresses)
    {
        var guard = new AddressGuard(allowPrivateAddresses: false, Resolving(addresses));
        var refusal = await Assert.ThrowsAsync<AddressRefusedException>(() => guard.FindAsync("agent.example", CancellationToken.None));
        Assert.False(refusal.IsLiteral);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:169.254.169.254]/")]
    public async Task UrlOfAPrivateAddress_IsRefusedForGood_HoweverItIsWritten(string url)
    {
        var guard = new AddressGuard(allowPrivateAddresses: false);
        var refusal = await Assert.ThrowsAsync<AddressRefusedException>(
            () => guard.FindAsync(new Uri(url).IdnHost, CancellationToken.None));
        Assert.True(refusal.IsLiteral);
    }

    [Fact]
    public async Task WhereAllowed_NothingIsRefused()
    {
        var guard = new AddressGuard(allowPrivateAddresses: true, Resolving("10.0.0.5", "1.1.1.1"));
        Assert.Equal(2, (await guard.FindAsync("agent.example", CancellationToken.None)).Length);
        Assert.Equal([IPAddress.Loopback], await guard.FindAsync("127.0.0.1", CancellationToken.None));
    }

    /// <summary>A name that is looked up once more could mean another address by then.</summary>
    [Fact]
    public async Task NameIsLookedUpOnce_ForEveryConnection()
    {
        var lookups = 0;
        await using var receiver = await Receiver.StartAsync(204);
        var guard = new AddressGuard(allowPrivateAddresses: true, (_, _) =>
        {
            lookups++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });
        using var handler = new SocketsHttpHandler { ConnectCallback = guard.ConnectAsync, UseProxy = false };
        using var http = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, new UriBuilder(receiver.Url) { Host = "agent.example" }.Uri);
        using var response = await http.SendAsync(request, CancellationToken.None).InTime();
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(1, lookups);
    }

    private static Func<string, CancellationToken, Task<IPAddress[]>> Resolving(params string[] addresses) =>
        (_, _) => Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse));
}
