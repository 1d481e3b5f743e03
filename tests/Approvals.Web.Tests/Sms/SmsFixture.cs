using Approvals.Fakes.Twilio;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Sms;

/// <summary>A server in development whose people are reached by SMS.</summary>
public sealed class SmsFixture : IAsyncLifetime
{
    public const string Alice = "+15550100200";
    public const string Bob = "+15550100201";

    private readonly TemporaryDirectory _data = new();
    private ServerProcess? _server;

    internal ApiClient Client { get; private set; } = null!;

    internal DemoFile Demo { get; private set; } = null!;

    internal TwilioDouble Twilio { get; } = new();

    internal Flow Flow { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Twilio.StartAsync();
        _server = ServerProcess.Begin(_data.Path, settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Approvals__Sms__ApiUrl"] = Twilio.ApiUrl,
            ["Approvals__PublicUrl"] = TwilioDouble.PublicUrl,
        });
        Client = await _server.ListenAsync();
        Demo = DemoFile.Read(_data.Path);
        Flow = new Flow(Client, Demo);
        await PutAsync("/v1/channels/sms", $$"""{"kind":"sms","account":"{{FakeTwilio.Account}}","from":"{{FakeTwilio.From}}","authToken":"{{FakeTwilio.Token}}"}""");
        await ReachAsync("alice", Alice);
        await ReachAsync("bob", Bob);
        await PublishAsync("releases", "{ tool: release, action: escalate, approval: { roles: [finance], timeout: 1h, channels: [sms] } }");
        await PublishAsync("alarms", "{ tool: shut.down, action: escalate, approval: { roles: [finance], timeout: 1h, urgency: critical } }");
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await Twilio.DisposeAsync();
        _data.Dispose();
    }

    internal async Task<Answer> PutAsync(string path, string body) =>
        (await Client.SendAsync(HttpMethod.Put, path, Demo.Carol, new StringContent(body))).Expect(200);

    internal Task<Answer> ReachAsync(string person, string phone, string role = "finance") => PutAsync(
        $"/v1/reviewers/{person}",
        $$$"""{"roles":["{{{role}}}"],"identities":[{"issuer":"approvals-local-issuer","subject":"{{{person}}}"}],"contacts":{"phone":"{{{phone}}}"} }""");

    internal Task<Answer> PublishAsync(string name, string rule) => PutAsync($"/v1/policies/{name}", $"policy: {name}\nrules:\n  - {rule}\n");
}
