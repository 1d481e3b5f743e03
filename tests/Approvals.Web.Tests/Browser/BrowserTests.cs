using Approvals.Web.Tests.Mail;
using Microsoft.Playwright;

namespace Approvals.Web.Tests.Browser;

/// <summary>What a reviewer with a phone sees and presses.</summary>
public sealed class BrowserTests(MailFixture fixture, Chromium browser) : IClassFixture<MailFixture>, IClassFixture<Chromium>
{
    private const string Hostile = """
        {"tool":"release","args":{"note":"<script>document.title='taken'</script><img src=x onerror=alert(1)>","long":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\u202e"},"summary":"</table><h1>Approve me</h1>"}
        """;

    [Fact]
    public async Task MailedLink_IsReadAndPressed()
    {
        var asked = await fixture.Flow.AskAsync("""{"tool":"release","args":{"version":"1.2"},"summary":"The new version"}""");
        var mail = await fixture.Mail.NextAsync("alice@example.com", asked);
        var page = await browser.OpenAsync();
        await page.SetContentAsync(mail.Html);
        await Chromium.AssertReadableAsync(page);
        Assert.Equal("https://approvals.example" + mail.Link, await page.GetByRole(AriaRole.Link, new() { Name = "Look and decide" }).GetAttributeAsync("href"));

        await page.GotoAsync(AddressOf(mail.Link));
        Assert.Equal("An agent asks for your approval", await page.TitleAsync());
        Assert.Equal("1.2", await page.GetByRole(AriaRole.Row, new() { Name = "args.version" }).GetByRole(AriaRole.Cell).TextContentAsync());
        await Chromium.AssertReadableAsync(page);
        await page.GetByLabel("Comment, for the agent and the record (optional)").FillAsync("Looks good");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).TapAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "You approved this" }).WaitForAsync();
        await Chromium.AssertReadableAsync(page);
        var request = await fixture.Flow.FindAsync(asked);
        Assert.Equal(("approved", "alice", "Looks good"), (request["status"], request["reviews.0.reviewer"], request["reviews.0.comment"]));
        await page.GotoAsync(AddressOf(mail.Link));
        Assert.Equal(0, await page.GetByRole(AriaRole.Button).CountAsync());
    }

    [Fact]
    public async Task HostileText_RunsNothing_FetchesNothing_AndMakesNoPartOfThePage()
    {
        var asked = await fixture.Flow.AskAsync(Hostile);
        var mail = await fixture.Mail.NextAsync("alice@example.com", asked);
        foreach (var isMail in new[] { true, false })
        {
            var page = await browser.OpenAsync();
            var (called, asks) = (new List<string>(), 0);
            page.Request += (_, request) => called.Add(request.Url);
            page.Dialog += (_, _) => asks++;
            await (isMail ? page.SetContentAsync(mail.Html) : page.GotoAsync(AddressOf(mail.Link)));

            await Chromium.AssertReadableAsync(page);
            Assert.Contains("<script>document.title='taken'</script><img src=x onerror=alert(1)>", await page.InnerTextAsync("body"), StringComparison.Ordinal);
            Assert.Equal(0, await page.Locator("script, img").CountAsync());
            Assert.DoesNotContain("Approve me", string.Join(' ', await page.GetByRole(AriaRole.Heading).AllTextContentsAsync()), StringComparison.Ordinal);
            Assert.NotEqual("taken", await page.TitleAsync());
            Assert.Equal(0, asks);
            Assert.All(called, url => Assert.StartsWith(AddressOf(mail.Link), url, StringComparison.Ordinal));
            await page.CloseAsync();
        }

        Assert.Equal("pending", (await fixture.Flow.FindAsync(asked))["status"]);
    }

    [Fact]
    public async Task WhatIsCritical_IsApprovedBehindTheSignIn_ByThePersonWhoSignedIn()
    {
        await fixture.PublishAsync("alarms", "{ tool: shut.down, action: escalate, approval: { roles: [finance], urgency: critical } }");
        var asked = await fixture.Flow.AskAsync("""{"tool":"shut.down","args":{}}""");
        var mail = await fixture.Mail.NextAsync("alice@example.com", asked);
        var page = await browser.OpenAsync();
        await page.GotoAsync(AddressOf(mail.Link));
        Assert.Equal(0, await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).CountAsync());
        Assert.Equal(1, await page.GetByRole(AriaRole.Button, new() { Name = "Deny" }).CountAsync());
        await Chromium.AssertReadableAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in to approve" }).TapAsync();
        await page.GetByLabel("Token").FillAsync("nonsense");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).TapAsync();
        await page.GetByText("That is no token of somebody who is active.").WaitForAsync();
        await Chromium.AssertReadableAsync(page);
        await page.GetByLabel("Token").FillAsync(fixture.Demo.Alice);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).TapAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).TapAsync();

        await page.GetByRole(AriaRole.Heading, new() { Name = "You approved this" }).WaitForAsync();
        Assert.Equal("approved", (await fixture.Flow.FindAsync(asked))["status"]);
    }

    private string AddressOf(string link) => new Uri(fixture.Client.Address, link).AbsoluteUri;
}
