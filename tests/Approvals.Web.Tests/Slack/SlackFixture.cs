using Approvals.Fakes.Slack;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Slack;

/// <summary>A server in development whose people are reached in Slack.</summary>
public sealed class SlackFixture : IAsyncLifetime
{
    public const string Room = "C061EG9SL";
    public const string Alice = "U0ALICE";
    public const string Bob = "U0BOB";

    private readonly TemporaryDirectory _data = new();
    private ServerProcess? _server;

    internal ApiClient Client { get; private set; } = null!;

    internal DemoFile Demo { get; private set; } = null!;

    internal SlackDouble Slack { get; } = new();

    internal Flow Flow { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Slack.StartAsync();
        _server = ServerProcess.Begin(_data.Path, settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["Approvals__Slack__ApiUrl"] = Slack.ApiUrl });
        Client = await _server.ListenAsync();
        Demo = DemoFile.Read(_data.Path);
        Flow = new Flow(Client, Demo);
        await PutChannelAsync("slack", Room);
        await ReachAsync("alice", Alice, "finance");
        await ReachAsync("bob", Bob, "finance");
        await PublishAsync("releases", "{ tool: release, action: escalate, reason: Releases need one of finance, approval: { roles: [finance], timeout: 1h, urgency: high, channels: [slack] } }");
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        await Slack.DisposeAsync();
        _data.Dispose();
    }

    internal Task<Answer> PutChannelAsync(string name, string? conversation) => PutAsync(
        $"/v1/channels/{name}",
        System.Text.Json.JsonSerializer.Serialize(
            new { kind = "slack", team = FakeSlack.Team, conversation, botToken = FakeSlack.Token, signingSecret = FakeSlack.SigningSecret }));

    internal async Task<Answer> PutAsync(string path, string body) =>
        (await Client.SendAsync(HttpMethod.Put, path, Demo.Carol, new StringContent(body))).Expect(200);

    internal Task<Answer> ReachAsync(string person, string user, string role) => PutAsync(
        $"/v1/reviewers/{person}",
        $$$$"""{"roles":["{{{{role}}}}"],"identities":[{"issuer":"approvals-local-issuer","subject":"{{{{person}}}}"}],"contacts":{"slack":{"team":"{{{{FakeSlack.Team}}}}","user":"{{{{user}}}}"}}}""");

    internal Task<Answer> PublishAsync(string name, string rule) => PutAsync($"/v1/policies/{name}", $"policy: {name}\nrules:\n  - {rule}\n");

    /// <summary>The message that asks for this.</summary>
    internal Task<SlackPost> AskingAsync(Asked asked) => Slack.UntilAsync(p => p.Asks.Contains(asked.Id));
}
