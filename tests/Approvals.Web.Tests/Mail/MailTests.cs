using System.Net;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Mail;

/// <summary>From an escalated action to a decision by a mailed link, with a real mail server between.</summary>
public sealed class MailTests(MailFixture fixture) : IClassFixture<MailFixture>
{
    private const string Release = """{"tool":"release","args":{"version":"1.2","notes":"<b>safe</b>\u202e!\r\nBcc: eve@example.com"},"summary":"Nothing to see\r\nSubject: here"}""";

    private ApiClient Client => fixture.Client;

    [Fact]
    public async Task MailedLink_ShowsWhatIsAskedAndApprovesIt()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var mail = await fixture.Mail.NextAsync("alice@example.com", asked);

        Assert.StartsWith("Approve? release (", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("https://approvals.example/a/", mail.Text, StringComparison.Ordinal);
        Assert.Contains("args.version: 1.2", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Releases need one of finance", mail.Text, StringComparison.Ordinal);
        Assert.Contains(asked.Digest, mail.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;safe&lt;/b&gt;[U&#x2B;202E]!", mail.Html, StringComparison.Ordinal);

        var page = (await Client.GetAsync(mail.Link, null)).Expect(200);
        Assert.Contains("<th scope=\"row\">args.version</th><td>1.2</td>", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"approve\"", page.Text, StringComparison.Ordinal);
        var done = (await fixture.PostFormAsync(mail.Link, fields: [("verdict", "approve"), ("comment", "Looks good")])).Expect(200);

        Assert.Contains("You approved this", done.Text, StringComparison.Ordinal);
        var request = (await fixture.Flow.FindAsync(asked)).Expect(200);
        Assert.Equal("approved", request["status"]);
        Assert.Equal(("alice", "mail", "Looks good"), (request["reviews.0.reviewer"], request["reviews.0.channel"], request["reviews.0.comment"]));
        var closing = await fixture.Mail.NextAsync("bob@example.com", asked, "No longer needed: ");
        Assert.StartsWith("No longer needed: release", closing.Subject, StringComparison.Ordinal);
        Assert.Contains("Approved by alice", closing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostileText_MakesNoHeaderAndNoMarkup()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var mail = await fixture.Mail.NextAsync("alice@example.com", asked);

        Assert.Equal("alice@example.com", mail.Recipients);
        Assert.DoesNotContain("bcc", mail.Headers);
        Assert.Contains("in the agent's own words: “Nothing to see  Subject: here”", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
        var page = (await Client.GetAsync(mail.Link, null)).Expect(200);
        Assert.DoesNotContain("<b>", page.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;safe&lt;/b&gt;[U&#x2B;202E]!", page.Text, StringComparison.Ordinal);
        Assert.Contains("form-action 'self'", string.Join(' ', page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverFollowsLinks_DecidesNothing()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var mail = await fixture.Mail.NextAsync("alice@example.com", asked);

        foreach (var method in new[] { HttpMethod.Head, HttpMethod.Get, HttpMethod.Get, HttpMethod.Options, HttpMethod.Trace })
        {
            await Client.SendAsync(method, mail.Link + "?verdict=approve", null, null);
        }

        (await fixture.PostFormAsync(mail.Link)).Expect(400);
        (await Client.SendAsync(HttpMethod.Post, mail.Link, null, null)).ExpectProblem(400, "bad_request");
        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);
    }

    [Fact]
    public async Task Link_IsSpentByItsAnswer_AndReplayedTellsTheSame()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var mail = await fixture.Mail.NextAsync("alice@example.com", asked);
        (await fixture.PostFormAsync(mail.Link, fields: [("verdict", "deny"), ("comment", "Not today")])).Expect(200);

        (await fixture.PostFormAsync(mail.Link, fields: ("verdict", "deny"))).Expect(200);
        var other = (await fixture.PostFormAsync(mail.Link, fields: ("verdict", "approve"))).Expect(409);

        Assert.Contains("Your answer was not taken.", other.Text, StringComparison.Ordinal);
        var request = await fixture.Flow.FindAsync(asked);
        Assert.Equal(("denied", 1), (request["status"], request.Find("reviews").GetArrayLength()));
    }

    [Fact]
    public async Task ForgedOrCutToken_LeadsNowhere()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var link = (await fixture.Mail.NextAsync("alice@example.com", asked)).Link;

        foreach (var forged in new[] { link[..^1], link[..^4] + "AAAA", "/a/AAAA", "/a/" + new string('A', 5_000), link + "A" })
        {
            (await Client.GetAsync(forged, null)).Expect(404);
            (await fixture.PostFormAsync(forged, fields: ("verdict", "approve"))).Expect(404);
        }
    }

    [Fact]
    public async Task Link_IsWorthNothing_OnceThePersonLostTheRoleOrTheAddress()
    {
        await fixture.ReachAsync("erin", "erin@example.com");
        var asked = await fixture.Flow.AskAsync(Release);
        var mail = await fixture.Mail.NextAsync("erin@example.com", asked);
        (await Client.GetAsync(mail.Link, null)).Expect(200);

        await fixture.ReachAsync("erin", "erin@example.com", roles: "\"support\"");
        (await fixture.PostFormAsync(mail.Link, fields: ("verdict", "approve"))).Expect(404);
        await fixture.ReachAsync("erin", "erin2@example.com");
        (await fixture.PostFormAsync(mail.Link, fields: ("verdict", "approve"))).Expect(404);
        (await Client.SendAsync(HttpMethod.Delete, "/v1/reviewers/erin", fixture.Demo.Carol, null)).Expect(200);
        (await fixture.PostFormAsync(mail.Link, fields: ("verdict", "approve"))).Expect(404);

        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);
    }

    [Fact]
    public async Task WhatIsCritical_IsDeniedByALink_AndApprovedAfterASignIn()
    {
        await fixture.PublishAsync("alarms", "{ tool: shut.down, action: escalate, approval: { roles: [finance], urgency: critical } }");
        var asked = await fixture.Flow.AskAsync("""{"tool":"shut.down","args":{}}""");
        var mail = await fixture.Mail.NextAsync("alice@example.com", asked);
        var page = (await Client.GetAsync(mail.Link, null)).Expect(200);
        Assert.DoesNotContain("value=\"approve\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"deny\"", page.Text, StringComparison.Ordinal);
        (await fixture.PostFormAsync(mail.Link, fields: ("verdict", "approve"))).Expect(403);

        (await fixture.PostFormAsync("/sign-in", fields: [("token", "nonsense"), ("to", mail.Link)])).Expect(403);
        var bobs = await SignInAsync(fixture.Demo.Bob, mail.Link);
        (await fixture.PostFormAsync(mail.Link, bobs, ("verdict", "approve"))).Expect(403);
        var alices = await SignInAsync(fixture.Demo.Alice, mail.Link);
        Assert.Contains("value=\"approve\"", (await Client.SendAsync(HttpMethod.Get, mail.Link, null, null, ("Cookie", alices))).Text, StringComparison.Ordinal);
        (await fixture.PostFormAsync(mail.Link, alices, ("verdict", "approve"))).Expect(200);

        Assert.Equal("approved", (await fixture.Flow.FindAsync(asked))["status"]);
        Assert.Contains("\"proof\":\"recentSignIn\"", (await Client.GetAsync($"/v1/receipts/{asked.Id}", fixture.Demo.AgentKey)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_LeadsBackHereAndNowhereElse()
    {
        var answer = await fixture.PostFormAsync("/sign-in", fields: [("token", fixture.Demo.Alice), ("to", "https://elsewhere.example/a/x")]);

        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Headers.Location);
        Assert.Contains("httponly", string.Join(' ', answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task MailboxThatIsNone_IsSaidInTheReceipt_AndTheNextTierIsAskedAtOnce()
    {
        await fixture.ReachAsync("nora", "nobody@example.com", roles: "\"lonely\"");
        await fixture.ReachAsync("dan", "dan@example.com", roles: "\"director\"");
        await fixture.PublishAsync("lone", "{ tool: lone, action: escalate, approval: { roles: [lonely], timeout: 1h, escalate: [{ after: 30m, roles: [director] }] } }");

        var asked = await fixture.Flow.AskAsync("""{"tool":"lone","args":{}}""");
        var mail = await fixture.Mail.NextAsync("dan@example.com", asked);

        Assert.StartsWith("Approve? lone", mail.Subject, StringComparison.Ordinal);
        (await fixture.PostFormAsync(mail.Link, fields: ("verdict", "approve"))).Expect(200);
        var receipt = (await Client.GetAsync($"/v1/receipts/{asked.Id}", fixture.Demo.AgentKey)).Expect(200).Text;
        Assert.Contains("\"event\":\"notTold\",\"failure\":\"The mail server refuses the recipient: 550.\",\"notice\":\"asked\",\"reviewer\":\"nora\"", receipt, StringComparison.Ordinal);
        Assert.Contains($"\"reference\":\"{mail.MessageId}\",\"reviewer\":\"dan\"", receipt, StringComparison.Ordinal);
        Assert.DoesNotContain("dan@example.com", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MailThatBouncesLater_CountsAsOneThatDidNotArrive()
    {
        await fixture.ReachAsync("bea", "bea@example.com", roles: "\"bouncers\"");
        await fixture.ReachAsync("ben", "ben@example.com", roles: "\"backup\"");
        await fixture.PublishAsync("bounces", "{ tool: bounce, action: escalate, approval: { roles: [bouncers], timeout: 1h, escalate: [{ after: 30m, roles: [backup] }] } }");
        var asked = await fixture.Flow.AskAsync("""{"tool":"bounce","args":{}}""");
        var mail = await fixture.Mail.NextAsync("bea@example.com", asked);
        var bounce = new { requestId = asked.Id, reference = mail.MessageId, reason = "550 5.1.1 unknown user" };

        (await Client.PostAsync("/v1/channels/mail/returned", fixture.Demo.Alice, bounce)).ExpectProblem(403, "forbidden");
        // What was sent is known once the engine has stored that it was.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await Client.PostAsync("/v1/channels/mail/returned", fixture.Demo.Carol, bounce)).Expect(200)["noted"] != "True")
        {
            await Task.Delay(50, limit.Token);
        }

        Assert.Equal("False", (await Client.PostAsync("/v1/channels/mail/returned", fixture.Demo.Carol, bounce)).Expect(200)["noted"]);
        await fixture.Mail.NextAsync("ben@example.com", asked);
    }

    [Fact]
    public async Task ServerThatDoesNotTakeItYet_IsAskedAgain_AndLaterMailsFollowTheFirst()
    {
        await fixture.ReachAsync("lara", "later@example.com", roles: "\"later\"");
        await fixture.PublishAsync("latecomers", "{ tool: late, action: escalate, approval: { roles: [later], timeout: 1h } }");
        var asked = await fixture.Flow.AskAsync("""{"tool":"late","args":{}}""");
        var first = await fixture.Mail.NextAsync("later@example.com", asked);

        (await Client.PostAsync($"/v1/requests/{asked.Id}/cancel", fixture.Demo.AgentKey, "{}")).Expect(200);
        var closing = await fixture.Mail.NextAsync("later@example.com", asked, "No longer needed: ");

        Assert.Equal(first.MessageId, closing.InReplyTo);
        Assert.NotEqual(first.MessageId, closing.MessageId);
        Assert.Contains("Cancelled by demo-agent", closing.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_AreInNoAnswer_NoFile_AndNoLog()
    {
        Assert.Equal("[\"password\"]", (await Client.GetAsync("/v1/channels/mail", fixture.Demo.Carol)).Expect(200)["secrets"].Replace(" ", "", StringComparison.Ordinal));
        // Another server is not told the password that was given for this one.
        (await Client.SendAsync(HttpMethod.Put, "/v1/channels/mail", fixture.Demo.Carol, new StringContent(
            $$"""{"kind":"email","host":"elsewhere.example","port":25,"user":"{{MailServer.User}}","from":"approvals@example.com"}"""))).ExpectProblem(400, "invalid_field");

        Assert.DoesNotContain(MailServer.Password, (await Client.GetAsync("/v1/channels", fixture.Demo.Carol)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(MailServer.Password, (await Client.GetAsync("/v1/audit", fixture.Demo.Carol)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(MailServer.Password, fixture.Output, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(fixture.Data, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(MailServer.Password, System.Text.Encoding.Latin1.GetString(await ReadAsync(file)), StringComparison.Ordinal);
        }
    }

    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>The session's cookie.</summary>
    private async Task<string> SignInAsync(string token, string to)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Client.Address };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("token", token), KeyValuePair.Create("to", to)]);
        using var answer = await http.PostAsync("/sign-in", form);
        Assert.Equal((HttpStatusCode.Found, to), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }
}
