using Approvals.Fakes.Slack;
using Approvals.Web.Tests.Hosting;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Tests.Slack;

/// <summary>From an escalated action to a decision by a button in Slack.</summary>
public sealed class SlackTests(SlackFixture fixture) : IClassFixture<SlackFixture>
{
    private const string Release = """{"tool":"release","args":{"version":"1.2"}}""";

    private ApiClient Client => fixture.Client;

    private SlackDouble Slack => fixture.Slack;

    [Fact]
    public async Task Button_OpensADialog_AndWhatIsSaidThereDecides()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var post = await fixture.AskingAsync(asked);
        Assert.Equal(SlackFixture.Room, post.Conversation);
        Assert.Contains("args.version: 1.2", post.Blocks, StringComparison.Ordinal);
        Assert.Contains(asked.Digest, post.Blocks, StringComparison.Ordinal);

        var dialog = await Slack.ClickAsync(Client, post, asked.Id, "approve", SlackFixture.Alice);
        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);
        var said = await SlackDouble.SubmitAsync(Client, dialog, "Looks good", SlackFixture.Alice);

        Assert.Equal("Taken. Approved by alice.", said);
        var request = await fixture.Flow.FindAsync(asked);
        Assert.Equal(("approved", "alice", "slack", "Looks good"), (request["status"], request["reviews.0.reviewer"], request["reviews.0.channel"], request["reviews.0.comment"]));
        var closed = await Slack.UntilAsync(p => p.Timestamp == post.Timestamp && !p.Asks.Any());
        Assert.StartsWith("Approved: release", closed.Text, StringComparison.Ordinal);
        var receipt = (await Client.GetAsync($"/v1/receipts/{asked.Id}", fixture.Demo.AgentKey)).Text;
        Assert.Contains($"\"channel\":\"slack\",\"event\":\"told\",\"notice\":\"asked\",\"reference\":\"{SlackFixture.Room} {post.Timestamp}\"", receipt, StringComparison.Ordinal);
        Assert.Empty(Slack.Mistakes);
    }

    [Fact]
    public async Task HostileText_IsShownAsItIs_AndFormatsNothing()
    {
        var asked = await fixture.Flow.AskAsync("""{"tool":"release","args":{"note":"<!channel> *pay* <https://evil.example|ok>\u202e"},"summary":"<@U1> &"}""");
        var post = await fixture.AskingAsync(asked);

        Assert.All(post.Body["blocks"]!.AsArray().Where(b => (string?)b!["type"] == "section"), b => Assert.Equal("plain_text", (string?)b!["text"]!["type"]));
        Assert.Contains("args.note: <!channel> *pay* <https://evil.example|ok>[U+202E]", (string)post.Body["blocks"]![1]!["text"]!["text"]!, StringComparison.Ordinal);
        Assert.Contains("in the agent's own words: “<@U1> &”", (string)post.Body["blocks"]![1]!["text"]!["text"]!, StringComparison.Ordinal);
        Assert.DoesNotContain('<', post.Text);
        Assert.Empty(Slack.Mistakes);
    }

    [Fact]
    public async Task ForgedStaleAndReplayedCalls_DoNothing()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var post = await fixture.AskingAsync(asked);
        var dialog = await Slack.ClickAsync(Client, post, asked.Id, "deny", SlackFixture.Alice);
        var form = FakeSlack.Form(FakeSlack.Submission(dialog, null, SlackFixture.Alice));
        var now = TimeProvider.System.GetUtcNow();

        (await SlackDouble.SendAsync(Client, form, secret: "another")).Expect(401);
        (await SlackDouble.SendAsync(Client, form, now.AddMinutes(-6))).Expect(401);
        (await SlackDouble.SendAsync(Client, form, now.AddMinutes(6))).Expect(401);
        (await SlackDouble.SendAsync(Client, form, "", "v0=")).Expect(401);
        (await Client.PostAsync("/v1/inbound/demo/slack", null, "{}")).Expect(401);
        (await Client.PostAsync("/v1/inbound/demo/nowhere", null, "{}")).Expect(404);
        (await SlackDouble.SendAsync(Client, "payload=nonsense")).Expect(400);
        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);

        var at = now.AddSeconds(-1);
        (await SlackDouble.SendAsync(Client, form, at)).Expect(200);
        (await SlackDouble.SendAsync(Client, form, at)).Expect(401);
        var request = await fixture.Flow.FindAsync(asked);
        Assert.Equal(("denied", 1), (request["status"], request.Find("reviews").GetArrayLength()));
    }

    [Fact]
    public async Task Person_IsKnownByTheirIds_AndByNoName()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var post = await fixture.AskingAsync(asked);

        // The payload's name is alice's.
        var strangers = await Slack.ClickAsync(Client, post, asked.Id, "approve", "U0STRANGER");
        Assert.Contains("nobody's in the directory", strangers.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Null(strangers["submit"]);

        var dialog = await Slack.ClickAsync(Client, post, asked.Id, "approve", SlackFixture.Alice);
        Assert.Contains("nobody's in the directory", await SlackDouble.SubmitAsync(Client, dialog, null, "U0STRANGER"), StringComparison.Ordinal);
        await fixture.ReachAsync("bob", SlackFixture.Bob, "support");
        Assert.Contains("not asked to review", await SlackDouble.SubmitAsync(Client, dialog, null, SlackFixture.Bob), StringComparison.Ordinal);
        await fixture.ReachAsync("bob", SlackFixture.Bob, "finance");
        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);
    }

    [Fact]
    public async Task ManyAtOnce_GoTogether_EachWithItsButtons_AndADecisionChangesTheirMessage()
    {
        Asked[] all = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => fixture.Flow.AskAsync($$$"""{"tool":"release","args":{"n":{{{i}}}}}""")));
        var ids = all.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var asked in all)
        {
            while (!(await Client.GetAsync($"/v1/receipts/{asked.Id}", fixture.Demo.AgentKey)).Text.Contains("\"event\":\"told\"", StringComparison.Ordinal))
            {
                await Task.Delay(50, limit.Token);
            }
        }

        var posts = Slack.Posts.Where(p => p.Asks.Any(ids.Contains)).ToList();
        Assert.InRange(posts.Count, 1, 10);
        var several = posts.MaxBy(p => p.Asks.Count())!;
        Assert.InRange(several.Asks.Count(), 2, 15);
        Assert.Empty(Slack.Mistakes);

        var one = several.Asks.First();
        var dialog = await Slack.ClickAsync(Client, several, one, "deny", SlackFixture.Bob);
        await SlackDouble.SubmitAsync(Client, dialog, "Not this one", SlackFixture.Bob);
        var changed = await Slack.UntilAsync(p => p.Timestamp == several.Timestamp && !p.Asks.Contains(one));
        Assert.Equal(several.Asks.Count() - 1, changed.Asks.Count());
        Assert.Contains("Denied by bob: Not this one", changed.Blocks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatSlackDoesNotTakeYet_ComesLater_AndOnce()
    {
        await fixture.PutChannelAsync("later", "C0LATER");
        await fixture.PublishAsync("later", "{ tool: later, action: escalate, approval: { roles: [finance], timeout: 1h, channels: [later] } }");
        var answers = new Queue<IResult>([FakeSlack.TooMany(2), Results.StatusCode(503), FakeSlack.Refuse("internal_error")]);
        DateTimeOffset? held = null;
        Slack.Behaviour = (method, body) =>
        {
            if ((string?)body["channel"] != "C0LATER" || answers.Count == 0)
            {
                return null;
            }

            if (held is { } until && answers.Count == 2)
            {
                Assert.True(TimeProvider.System.GetUtcNow() >= until);
            }

            held ??= TimeProvider.System.GetUtcNow().AddSeconds(1.9);
            return answers.Dequeue();
        };

        var asked = await fixture.Flow.AskAsync("""{"tool":"later","args":{}}""");
        await fixture.AskingAsync(asked);

        Slack.Behaviour = static (_, _) => null;
        Assert.Single(Slack.Posts, p => p.Conversation == "C0LATER");
    }

    [Fact]
    public async Task ConversationThatIsGone_IsParkedAndSaidInTheReceipt()
    {
        await fixture.PutChannelAsync("gone", "C0GONE");
        await fixture.PublishAsync("gone", "{ tool: gone, action: escalate, approval: { roles: [finance], timeout: 1h, channels: [gone] } }");
        Slack.Behaviour = (_, body) => (string?)body["channel"] == "C0GONE" ? FakeSlack.Refuse("channel_not_found") : null;

        var asked = await fixture.Flow.AskAsync("""{"tool":"gone","args":{}}""");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var receipt = "";
        while (!receipt.Contains("notTold", StringComparison.Ordinal))
        {
            await Task.Delay(50, limit.Token);
            receipt = (await Client.GetAsync($"/v1/receipts/{asked.Id}", fixture.Demo.AgentKey)).Text;
        }

        Slack.Behaviour = static (_, _) => null;
        Assert.Contains("\"failure\":\"Slack says channel_not_found.\"", receipt, StringComparison.Ordinal);
        Assert.Contains("Slack says channel_not_found.", (await Client.GetAsync("/v1/outbox/parked", fixture.Demo.Carol)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsCritical_LeadsToASignIn()
    {
        await fixture.PublishAsync("alarms", "{ tool: shut.down, action: escalate, approval: { roles: [finance], timeout: 1h, urgency: critical, channels: [slack] } }");
        var asked = await fixture.Flow.AskAsync("""{"tool":"shut.down","args":{}}""");
        var post = await fixture.AskingAsync(asked);

        var dialog = await Slack.ClickAsync(Client, post, asked.Id, "approve", SlackFixture.Alice);

        Assert.Null(dialog["submit"]);
        var link = new Uri((string)dialog["blocks"]![1]!["elements"]![0]!["url"]!).AbsolutePath;
        Assert.Contains("Sign in to approve", (await Client.GetAsync(link, null)).Expect(200).Text, StringComparison.Ordinal);
        var denial = await Slack.ClickAsync(Client, post, asked.Id, "deny", SlackFixture.Alice);
        Assert.StartsWith("Taken.", await SlackDouble.SubmitAsync(Client, denial, null, SlackFixture.Alice), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswersByTwoWaysAtOnce_AreOneReview()
    {
        for (var i = 0; i < 5; i++)
        {
            var asked = await fixture.Flow.AskAsync(Release);
            var post = await fixture.AskingAsync(asked);
            var dialog = await Slack.ClickAsync(Client, post, asked.Id, "approve", SlackFixture.Alice);

            var bySlack = SlackDouble.SubmitAsync(Client, dialog, null, SlackFixture.Alice);
            var byApi = fixture.Flow.ReviewAsync(asked, fixture.Demo.Alice, "deny");
            await Task.WhenAll(bySlack, byApi);

            var request = await fixture.Flow.FindAsync(asked);
            Assert.Equal(1, request.Find("reviews").GetArrayLength());
            Assert.Equal(request["reviews.0.verdict"] == "approve" ? "approved" : "denied", request["status"]);
            Assert.Equal(request["reviews.0.verdict"] == "approve", (await bySlack).StartsWith("Taken.", StringComparison.Ordinal));
            Assert.Equal(request["reviews.0.verdict"] == "deny", (await byApi).Status == 200);
        }
    }
}
