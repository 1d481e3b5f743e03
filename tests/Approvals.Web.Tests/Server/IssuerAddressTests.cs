using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

/// <summary>Outside development, issuers are called by https and at public addresses only.</summary>
public sealed class IssuerAddressTests
{
    [Fact]
    public async Task IssuerOfThisNetwork_IsNotCalled()
    {
        using var data = new TemporaryDirectory();
        var (exitCode, output) = await ServerProcess.RunAsync(["tenant", "create", "acme", "--data", data.Path]);
        Assert.True(exitCode == 0, output);
        var admin = output.Split('\n').Single(l => l.StartsWith("apk_", StringComparison.Ordinal));
        var (server, client) = await ServerProcess.StartAsync(data.Path, environment: "Production");
        await using var running = server;
        using var calls = client;
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var issuer = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{((IPEndPoint)inside.LocalEndpoint).Port}");

        (await PutAsync(issuer.Replace("https", "http", StringComparison.Ordinal))).ExpectProblem(400, "invalid_field");
        (await PutAsync("approvals-local-issuer")).ExpectProblem(400, "invalid_field");
        (await PutAsync(issuer)).Expect(200);
        (await client.GetAsync("/v1/requests", Token(issuer))).ExpectProblem(503, "issuer_unavailable");
        Assert.False(inside.Pending());

        Task<Answer> PutAsync(string name) => client.SendAsync(
            HttpMethod.Put, "/v1/identity", admin, new StringContent($$"""{"issuers":[{"issuer":"{{name}}","audience":"approvals"}]}"""));
    }

    private static string Token(string issuer) => string.Join(
        '.',
        new[] { """{"alg":"ES256","kid":"k"}""", $$"""{"iss":"{{issuer}}","aud":"approvals","sub":"s","exp":4102444800}""", "signature" }
            .Select(part => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part))));
}
