using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Tokens;

/// <summary>A server of its own, in development, and a provider that its tenant <c>acme</c> trusts.</summary>
public sealed class IssuerFixture : IAsyncLifetime
{
    internal const string Audience = "approvals:acme";

    private readonly TemporaryDirectory _data = new();
    private ServerProcess? _server;

    internal ApiClient Client { get; private set; } = null!;

    internal DemoFile Demo { get; private set; } = null!;

    internal TestIssuer Issuer { get; private set; } = null!;

    /// <summary>The admin key of the tenant <c>acme</c>.</summary>
    internal string Admin { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.StartAsync();
        var (exitCode, output) = await ServerProcess.RunAsync(["tenant", "create", "acme", "--data", _data.Path]);
        Assert.True(exitCode == 0, output);
        Admin = output.Split('\n').Single(l => l.StartsWith("apk_", StringComparison.Ordinal));
        (_server, Client) = await ServerProcess.StartAsync(_data.Path);
        Demo = DemoFile.Read(_data.Path);
        await TrustAsync(Issuer);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await Issuer.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>Has the tenant trust these, each for its audience and with these roles.</summary>
    internal async Task TrustAsync(TestIssuer issuer, object? roles = null, params TestIssuer[] others)
    {
        var issuers = others.Prepend(issuer).Select(i => new { issuer = i.Name, audience = Audience, roles = i == issuer ? roles : null });
        (await Client.SendAsync(HttpMethod.Put, "/v1/identity", Admin, ToContent(new { issuers }))).Expect(200);
    }

    /// <summary>Has the tenant know this person by this subject of an issuer.</summary>
    internal async Task PutPersonAsync(string id, TestIssuer issuer, bool active = true, params string[] roles) => (await Client.SendAsync(
        HttpMethod.Put,
        $"/v1/reviewers/{id}",
        Admin,
        ToContent(new { roles, active, identities = new[] { new { issuer = issuer.Name, subject = id } } }))).Expect(200);

    internal static StringContent ToContent(object body) =>
        new(System.Text.Json.JsonSerializer.Serialize(body, System.Text.Json.JsonSerializerOptions.Web));
}
