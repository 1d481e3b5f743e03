using System.Globalization;
using System.Text.RegularExpressions;

namespace Approvals.Web.Tests.Mail;

/// <summary>What is not urgent comes in one mail, when its reader's day begins.</summary>
public sealed partial class DigestTests(MailFixture fixture) : IClassFixture<MailFixture>
{
    [Fact]
    public async Task WhatIsLow_ComesTogether_EachWithItsLink()
    {
        var begin = NextMinute();
        await fixture.PutAsync("/v1/reviewers/dora", $$"""
            {"roles":["reader"],"contacts":{"email":"dora@example.com"},"workingHours":[{"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"{{begin}}","to":"{{begin}}"}]}
            """);
        await fixture.PublishAsync("reading", "{ tool: read, action: escalate, approval: { roles: [reader], urgency: low, timeout: 2h } }");
        var first = await fixture.Flow.AskAsync("""{"tool":"read","args":{"file":"a"}}""");
        var second = await fixture.Flow.AskAsync("""{"tool":"read","args":{"file":"b"}}""");
        var gone = await fixture.Flow.AskAsync("""{"tool":"read","args":{"file":"c"}}""");
        (await fixture.Client.PostAsync($"/v1/requests/{gone.Id}/cancel", fixture.Demo.AgentKey, "")).Expect(200);

        var mail = await fixture.Mail.NextAsync("dora@example.com", "2 requests wait for you", TimeSpan.FromMinutes(3));

        Assert.Contains("args.file: a", mail.Text, StringComparison.Ordinal);
        Assert.Contains("args.file: b", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("args.file: c", mail.Text, StringComparison.Ordinal);
        var links = Link().Matches(mail.Text).Select(m => m.Value).ToList();
        Assert.Equal(2, links.Distinct(StringComparer.Ordinal).Count());
        foreach (var link in links)
        {
            (await fixture.PostFormAsync(link, fields: ("verdict", "approve"))).Expect(200);
        }

        Assert.Equal("approved", (await fixture.Flow.FindAsync(first))["status"]);
        Assert.Equal("approved", (await fixture.Flow.FindAsync(second))["status"]);
        var receipt = (await fixture.Client.GetAsync($"/v1/receipts/{first.Id}", fixture.Demo.AgentKey)).Expect(200).Text;
        Assert.Contains("\"event\":\"told\",\"notice\":\"listed\"", receipt, StringComparison.Ordinal);
    }

    /// <summary>Soon, and not before all is asked.</summary>
    private static string NextMinute() => (TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(65)).ToString("HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex("/a/[A-Za-z0-9_-]+", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
