using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Operations;

public sealed class TransportTests(DemoServer server)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/v1/requests")]
    [InlineData("/v1/nothing")]
    [InlineData("/v1/requests?limit=x")]
    public async Task EveryAnswer_CarriesTheSecurityHeaders(string path)
    {
        var answer = await server.Client.GetAsync(path, path.Contains('?', StringComparison.Ordinal) ? server.Demo.AgentKey : null);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["DENY"], answer.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    /// <summary>As load balancers ask.</summary>
    [Fact]
    public async Task Health_IsAskedByOtherMethodsAsWell()
    {
        Assert.Equal("""{"status":"healthy"}""", (await server.Client.GetAsync("/health/ready", null)).Expect(200).Text);
        Assert.Empty((await server.Client.SendAsync(HttpMethod.Head, "/health/ready", null, null)).Expect(200).Text);
        Assert.Empty((await server.Client.SendAsync(HttpMethod.Head, "/health/live", null, null)).Expect(200).Text);
        (await server.Client.SendAsync(HttpMethod.Options, "/health/ready", null, null)).Expect(200);
    }

    [Fact]
    public async Task Tls_ByACertificateThatTheConfigurationNames()
    {
        using var data = new TemporaryDirectory();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=approvals.test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(data["server.pem"], certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(data["server-key.pem"], key.ExportPkcs8PrivateKeyPem());
        await using var running = ServerProcess.Begin(data.Path, "Production", "https://127.0.0.1:0", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Kestrel__Certificates__Default__Path"] = data["server.pem"],
            ["Kestrel__Certificates__Default__KeyPath"] = data["server-key.pem"],
        });
        using var listening = await running.ListenAsync();
        Assert.Equal("https", listening.Address.Scheme);

        using var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
            },
        };
        using var http = new HttpClient(handler) { BaseAddress = listening.Address };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(["max-age=31536000"], answer.Headers.GetValues("Strict-Transport-Security"));
    }

    [Fact]
    public async Task CertificateThatIsNone_IsToldInASentence()
    {
        using var data = new TemporaryDirectory();
        await File.WriteAllTextAsync(data["server.pem"], "garbage");
        var (exitCode, output) = await ServerProcess.RunAsync(
            ["--data", data.Path, "--urls", "https://127.0.0.1:0"],
            settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Kestrel__Certificates__Default__Path"] = data["server.pem"] });
        Assert.Equal(1, exitCode);
        Assert.Contains("cannot listen on 'https://127.0.0.1:0'", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
