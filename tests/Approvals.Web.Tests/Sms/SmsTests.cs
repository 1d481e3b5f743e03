using System.Globalization;
using Approvals.Fakes.Twilio;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Sms;

/// <summary>From an escalated action to a decision by an SMS reply.</summary>
public sealed class SmsTests(SmsFixture fixture) : IClassFixture<SmsFixture>
{
    private const string Release = """{"tool":"release","args":{"version":"1.2","notes":"{é}\u202e a long story that does not fit, a long story that does not fit, a long story that does not fit"}}""";

    private ApiClient Client => fixture.Client;

    private TwilioDouble Twilio => fixture.Twilio;

    [Fact]
    public async Task Reply_WithTheCode_Approves()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var sms = await Twilio.UntilAsync(SmsFixture.Alice, asked);
        Assert.StartsWith("Approve? release notes=(?)(U+202E) a long", sms.Body, StringComparison.Ordinal);
        Assert.Contains("(cut)\nReply YES ", sms.Body, StringComparison.Ordinal);

        var said = await Twilio.ReplyAsync(Client, SmsFixture.Alice, $" yes {sms.Code}. ");

        Assert.Contains("Taken. Approved by alice.", said, StringComparison.Ordinal);
        var request = await fixture.Flow.FindAsync(asked);
        Assert.Equal(("approved", "alice", "sms"), (request["status"], request["reviews.0.reviewer"], request["reviews.0.channel"]));
        Assert.Contains("\"proof\":\"possession\"", (await Client.GetAsync($"/v1/receipts/{asked.Id}", fixture.Demo.AgentKey)).Text, StringComparison.Ordinal);
        await Twilio.UntilAsync(SmsFixture.Bob, asked, "No longer needed, approved: release");
        Assert.Empty(Twilio.Mistakes);
    }

    [Fact]
    public async Task ReplyBeforeItIsKnownThatThePersonWasAsked_Counts()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Twilio.Holding = (SmsFixture.Alice, held.Task);
        try
        {
            var asked = await fixture.Flow.AskAsync(Release);
            var sms = await Twilio.UntilAsync(SmsFixture.Alice, asked);

            Assert.Contains("Taken. Approved by alice.", await Twilio.ReplyAsync(Client, SmsFixture.Alice, $"YES {sms.Code}"), StringComparison.Ordinal);
            Assert.DoesNotContain(
                (await Client.GetAsync($"/v1/receipts/{asked.Id}", fixture.Demo.AgentKey)).Text.Split('}'),
                e => e.Contains("\"told\"", StringComparison.Ordinal) && e.Contains("\"alice\"", StringComparison.Ordinal));
        }
        finally
        {
            Twilio.Holding = null;
            held.SetResult();
        }
    }

    [Fact]
    public async Task WhatIsCritical_IsDeniedByAReply_AndNotApproved()
    {
        var asked = await fixture.Flow.AskAsync("""{"tool":"shut.down","args":{}}""");
        var sms = await Twilio.UntilAsync(SmsFixture.Alice, asked);
        Assert.DoesNotContain("YES", sms.Body, StringComparison.Ordinal);

        Assert.Contains("takes a sign-in", await Twilio.ReplyAsync(Client, SmsFixture.Alice, $"YES {sms.Code}"), StringComparison.Ordinal);
        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);
        Assert.Contains("Taken. Denied by alice.", await Twilio.ReplyAsync(Client, SmsFixture.Alice, $"NO {sms.Code}"), StringComparison.Ordinal);
        Assert.Equal("denied", (await fixture.Flow.FindAsync(asked))["status"]);
    }

    [Fact]
    public async Task ThreeWrongCodes_VoidWhatWasSent_AndNothingElse()
    {
        await fixture.ReachAsync("walt", "+15550100300", "walters");
        await fixture.PublishAsync("walters", "{ tool: walt, action: escalate, approval: { roles: [walters], timeout: 1h, channels: [sms] } }");
        var asked = await fixture.Flow.AskAsync("""{"tool":"walt","args":{}}""");
        var sms = await Twilio.UntilAsync("+15550100300", asked);

        // However many come at once, no more than three are looked at.
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Twilio.ReplyAsync(Client, "+15550100300", $"YES {Wrong(sms.Code, i)}")));
        Assert.Contains("That is no code", await Twilio.ReplyAsync(Client, "+15550100300", $"YES {sms.Code}"), StringComparison.Ordinal);
        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);

        var next = await fixture.Flow.AskAsync("""{"tool":"walt","args":{"again":true}}""");
        var later = await Twilio.UntilAsync("+15550100300", next);
        Assert.Contains("Taken. Approved by walt.", await Twilio.ReplyAsync(Client, "+15550100300", $"YES {later.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_IsOfThePersonAndTheNumberThatItWasSentTo()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var alices = await Twilio.UntilAsync(SmsFixture.Alice, asked);
        var bobs = await Twilio.UntilAsync(SmsFixture.Bob, asked);
        Assert.NotEqual(alices.Code, bobs.Code);

        Assert.Contains("That is no code", await Twilio.ReplyAsync(Client, SmsFixture.Bob, $"YES {alices.Code}"), StringComparison.Ordinal);
        Assert.DoesNotContain("<Message>", await Twilio.ReplyAsync(Client, "+15550100777", $"YES {alices.Code}"), StringComparison.Ordinal);
        Assert.Contains("Nothing was decided", await Twilio.ReplyAsync(Client, SmsFixture.Alice, $"{alices.Code}"), StringComparison.Ordinal);
        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);
        Assert.Contains("Taken. Denied by alice.", await Twilio.ReplyAsync(Client, SmsFixture.Alice, $"NO {alices.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForgedAndRepeatedCalls_DoNothing()
    {
        var asked = await fixture.Flow.AskAsync(Release);
        var sms = await Twilio.UntilAsync(SmsFixture.Alice, asked);
        var reply = Twilio.Reply(SmsFixture.Alice, $"NO {sms.Code}");

        (await TwilioDouble.SendAsync(Client, reply, signature: "")).Expect(403);
        (await TwilioDouble.SendAsync(Client, reply, signature: FakeTwilio.Sign("https://elsewhere.example/v1/inbound/demo/sms", reply))).Expect(403);
        (await TwilioDouble.SendAsync(Client, reply, "/v1/inbound/demo/sms?x=1", FakeTwilio.Sign(TwilioDouble.PublicUrl + "/v1/inbound/demo/sms", reply))).Expect(403);
        var others = new Dictionary<string, string>(reply, StringComparer.Ordinal) { ["AccountSid"] = "AC11111111111111111111111111111111" };
        (await TwilioDouble.SendAsync(Client, others)).Expect(403);
        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);

        Assert.Contains("Taken. Denied by alice.", (await TwilioDouble.SendAsync(Client, reply)).Expect(200).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<Message>", (await TwilioDouble.SendAsync(Client, reply)).Expect(200).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await fixture.Flow.FindAsync(asked)).Find("reviews").GetArrayLength());
    }

    [Fact]
    public async Task MessageThatDoesNotArrive_HasTheNextTierAskedAtOnce()
    {
        await fixture.ReachAsync("lena", "+15550100400", "lenas");
        await fixture.ReachAsync("dirk", "+15550100401", "directors");
        await fixture.PublishAsync("lenas", "{ tool: lena, action: escalate, approval: { roles: [lenas], timeout: 1h, channels: [sms], escalate: [{ after: 30m, roles: [directors] }] } }");
        var asked = await fixture.Flow.AskAsync("""{"tool":"lena","args":{}}""");
        var sms = await Twilio.UntilAsync("+15550100400", asked);

        (await TwilioDouble.TellAsync(Client, sms, "delivered")).Expect(204);
        (await TwilioDouble.TellAsync(Client, sms, "undelivered", "30005")).Expect(204);
        (await TwilioDouble.TellAsync(Client, sms, "undelivered", "30005")).Expect(204);

        var next = await Twilio.UntilAsync("+15550100401", asked);
        Assert.Contains("Taken. Approved by dirk.", await Twilio.ReplyAsync(Client, "+15550100401", $"YES {next.Code}"), StringComparison.Ordinal);
        var receipt = (await Client.GetAsync($"/v1/receipts/{asked.Id}", fixture.Demo.AgentKey)).Text;
        Assert.Equal(2, receipt.Split("Twilio says undelivered, error 30005.").Length);
        Assert.DoesNotContain("+1555", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumberThatIsNone_IsSaidInTheReceipt()
    {
        await fixture.ReachAsync("nina", FakeTwilio.NoNumber, "ninas");
        await fixture.PublishAsync("ninas", "{ tool: nina, action: escalate, approval: { roles: [ninas], timeout: 1h, channels: [sms] } }");
        var asked = await fixture.Flow.AskAsync("""{"tool":"nina","args":{}}""");

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var receipt = "";
        while (!receipt.Contains("notTold", StringComparison.Ordinal))
        {
            await Task.Delay(50, limit.Token);
            receipt = (await Client.GetAsync($"/v1/receipts/{asked.Id}", fixture.Demo.AgentKey)).Text;
        }

        Assert.Contains("Twilio refuses the number: 21211.", receipt, StringComparison.Ordinal);
    }

    private static string Wrong(string code, int by) =>
        ((int.Parse(code, CultureInfo.InvariantCulture) + 1 + by) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
}
