using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Mail;

/// <summary>A server in development whose people are reached by a real mail server.</summary>
public sealed class MailFixture : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private ServerProcess? _server;

    internal ApiClient Client { get; private set; } = null!;

    internal DemoFile Demo { get; private set; } = null!;

    internal MailServer Mail { get; private set; } = null!;

    internal Flow Flow { get; private set; } = null!;

    internal string Data => _data.Path;

    internal string Output => _server!.Output;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(MailServer.IsInstalled, "Run 'npm ci' in tests/Approvals.Web.Tests/Node to install the mail server.");
        Mail = await MailServer.StartAsync();
        _server = ServerProcess.Begin(_data.Path, settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SSL_CERT_FILE"] = Mail.Certificate,
            ["Approvals__PublicUrl"] = "https://approvals.example",
        });
        Client = await _server.ListenAsync();
        Demo = DemoFile.Read(_data.Path);
        Flow = new Flow(Client, Demo);
        await PutAsync("/v1/channels/mail", $$"""
            {"kind":"email","host":"localhost","port":{{Mail.Port}},"user":"{{MailServer.User}}","password":"{{MailServer.Password}}","from":"approvals@example.com"}
            """);
        await ReachAsync("alice", "alice@example.com");
        await ReachAsync("bob", "bob@example.com");
        await PublishAsync("releases", "{ tool: release, action: escalate, reason: Releases need one of finance, approval: { roles: [finance], timeout: 1h } }");
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (Mail is not null)
        {
            await Mail.DisposeAsync();
        }

        _data.Dispose();
    }

    internal async Task<Answer> PutAsync(string path, string body) =>
        (await Client.SendAsync(HttpMethod.Put, path, Demo.Carol, new StringContent(body))).Expect(200);

    internal Task<Answer> ReachAsync(string person, string email, string roles = "\"finance\"") => PutAsync(
        $"/v1/reviewers/{person}",
        $$$"""{"roles":[{{{roles}}}],"identities":[{"issuer":"approvals-local-issuer","subject":"{{{person}}}"}],"contacts":{"email":"{{{email}}}"}}""");

    internal Task<Answer> PublishAsync(string name, string rule) => PutAsync($"/v1/policies/{name}", $"policy: {name}\nrules:\n  - {rule}\n");

    /// <summary>Answers the form of the page.</summary>
    internal Task<Answer> PostFormAsync(string link, string? cookie = null, params (string Name, string Value)[] fields) => Client.SendAsync(
        HttpMethod.Post,
        link,
        null,
        new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        ("Cookie", cookie));
}
