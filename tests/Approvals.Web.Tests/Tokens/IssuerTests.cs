using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Tokens;

/// <summary>Where the keys come from, and what happens while they do not come.</summary>
public sealed class IssuerTests(IssuerFixture fixture) : IClassFixture<IssuerFixture>, IAsyncDisposable
{
    private readonly List<TestIssuer> _started = [];

    [Fact]
    public async Task KeyThatIsRotated_IsFetched_AndTheOneBeforeIsWorthNothing()
    {
        var issuer = await TrustedAsync("rita");
        var before = Issue(issuer, "rita");
        (await CallAsync(before)).Expect(200);

        issuer.Rotate(TestIssuer.NewKey());

        (await CallAsync(Issue(issuer, "rita"))).Expect(200);
        (await CallAsync(before)).ExpectProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task UnknownKeys_DoNotHaveTheIssuerAskedEachTime()
    {
        var issuer = await TrustedAsync("ulla");
        (await CallAsync(Issue(issuer, "ulla"))).Expect(200);
        var stranger = Issue(issuer, "ulla", TestIssuer.NewKey());
        (await CallAsync(stranger)).ExpectProblem(401, "unauthenticated");
        var calls = issuer.Calls;

        for (var i = 0; i < 5; i++)
        {
            (await CallAsync(stranger)).ExpectProblem(401, "unauthenticated");
        }

        Assert.Equal(calls, issuer.Calls);
        (await CallAsync(Issue(issuer, "ulla"))).Expect(200);
    }

    [Fact]
    public async Task IssuerThatIsDown_HasItsTokensRefused_AndIsLeftAloneForAWhile()
    {
        var issuer = await TrustedAsync("dora");
        issuer.IsDown = true;
        var token = Issue(issuer, "dora");

        var refused = (await CallAsync(token)).ExpectProblem(503, "issuer_unavailable");
        Assert.Equal("5", refused.Headers.RetryAfter?.ToString());
        var calls = issuer.Calls;
        (await CallAsync(token)).ExpectProblem(503, "issuer_unavailable");
        Assert.Equal(calls, issuer.Calls);
    }

    [Fact]
    public async Task IssuerThatGoesDown_LeavesTheKeysThatAreKnown_AndNoOthers()
    {
        var issuer = await TrustedAsync("gina");
        (await CallAsync(Issue(issuer, "gina"))).Expect(200);
        issuer.IsDown = true;

        (await CallAsync(Issue(issuer, "gina"))).Expect(200);
        (await CallAsync(Issue(issuer, "gina", TestIssuer.NewKey()))).ExpectProblem(401, "unauthenticated");
        (await CallAsync(Issue(issuer, "gina"))).Expect(200);
    }

    [Fact]
    public async Task IssuerThatSaysItIsAnother_IsNotBelieved()
    {
        var issuer = await TrustedAsync("otto");
        issuer.Claimed = "https://login.example";

        (await CallAsync(Issue(issuer, "otto"))).ExpectProblem(503, "issuer_unavailable");
    }

    [Fact]
    public async Task IssuerThatNobodyTrusts_IsNeverCalled()
    {
        var issuer = await StartAsync();

        (await CallAsync(Issue(issuer, "paula"))).ExpectProblem(401, "unauthenticated");

        Assert.Equal(0, issuer.Calls);
    }

    [Fact]
    public async Task IssuerAndAudience_BelongToOneTenant()
    {
        var issuer = await TrustedAsync("tina");

        (await PutAsync(fixture.Demo.Carol, $$"""{"issuers":[{"issuer":"approvals-local-issuer","audience":"approvals:demo"},{"issuer":"{{issuer.Name}}","audience":"{{IssuerFixture.Audience}}"}]}"""))
            .ExpectProblem(409, "directory_conflict");
        (await fixture.Client.GetAsync("/v1/reviewers", fixture.Demo.Carol)).Expect(200);
    }

    [Theory]
    [InlineData("""{}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"https://id.example"}]}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"id.example","audience":"a"}]}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"https://id.example/?x=1","audience":"a"}]}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"https://id.example/#x","audience":"a"}]}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"https://user@id.example","audience":"a"}]}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"file:///etc/passwd","audience":"a"}]}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"https://id.example","audience":"a"},{"issuer":"https://id.example","audience":"a"}]}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"https://id.example","audience":"a","roles":{"claim":"groups"}}]}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"https://id.example","audience":"a","roles":{"claim":"groups","map":[{"value":"x","role":"no spaces"}]}}]}""", "invalid_field")]
    [InlineData("""{"issuers":[{"issuer":"https://id.example","audience":"a","secret":"x"}]}""", "unknown_field")]
    public async Task IdentityThatIsNone_IsRefused(string body, string code)
    {
        var before = (await fixture.Client.GetAsync("/v1/identity", fixture.Admin)).Expect(200).Text;
        (await PutAsync(fixture.Admin, body)).ExpectProblem(400, code);
        Assert.Equal(before, (await fixture.Client.GetAsync("/v1/identity", fixture.Admin)).Expect(200).Text);
    }

    [Fact]
    public async Task Identity_IsForAdmins_AndReplacedAsItWasSeen()
    {
        var seen = (await fixture.Client.GetAsync("/v1/identity", fixture.Admin)).Expect(200);
        (await PutAsync(fixture.Demo.Alice, """{"issuers":[]}""")).ExpectProblem(403, "forbidden");
        (await PutAsync(fixture.Demo.AgentKey, """{"issuers":[]}""")).ExpectProblem(403, "forbidden");
        (await PutAsync(fixture.Admin, seen.Text, "\"0\"")).ExpectProblem(412, "version_mismatch");
        (await PutAsync(fixture.Admin, seen.Text, seen.Headers.ETag!.Tag)).Expect(200);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var issuer in _started)
        {
            await issuer.DisposeAsync();
        }
    }

    private async Task<TestIssuer> StartAsync()
    {
        var issuer = await TestIssuer.StartAsync();
        _started.Add(issuer);
        return issuer;
    }

    /// <summary>A provider that the tenant trusts, which knows this person.</summary>
    private async Task<TestIssuer> TrustedAsync(string person)
    {
        var issuer = await StartAsync();
        await fixture.TrustAsync(issuer);
        await fixture.PutPersonAsync(person, issuer, roles: "auditor");
        return issuer;
    }

    private static string Issue(TestIssuer issuer, string subject, Microsoft.IdentityModel.Tokens.SecurityKey? key = null) =>
        issuer.Issue(subject, IssuerFixture.Audience, t =>
        {
            if (key is not null)
            {
                t.SigningCredentials = new(key, Microsoft.IdentityModel.Tokens.SecurityAlgorithms.EcdsaSha256);
            }
        });

    private Task<Answer> CallAsync(string token) => fixture.Client.GetAsync("/v1/agents", token);

    private Task<Answer> PutAsync(string credential, string body, string? ifMatch = null) =>
        fixture.Client.SendAsync(HttpMethod.Put, "/v1/identity", credential, new StringContent(body), ("If-Match", ifMatch));
}
