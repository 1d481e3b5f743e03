using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Tokens;

/// <summary>Roles come from the directory, which a sign-in updates where the tenant says so.</summary>
public sealed class RoleMappingTests(IssuerFixture fixture) : IClassFixture<IssuerFixture>
{
    private static readonly object Groups = new
    {
        claim = "groups",
        map = new[] { new { value = "auditors", role = "auditor" }, new { value = "money", role = "finance" } },
    };

    [Fact]
    public async Task SignIn_GivesAndTakesTheMappedRoles_AndNoOthers()
    {
        await fixture.TrustAsync(fixture.Issuer, Groups);
        await fixture.PutPersonAsync("mia", fixture.Issuer, roles: "approver");
        (await CallAsync(Issue("mia", After(1), "auditors", "strangers"))).Expect(200);
        Assert.Equal("approver,auditor", await RolesOfAsync("mia"));

        (await CallAsync(Issue("mia", After(2), "money"))).ExpectProblem(403, "forbidden");
        Assert.Equal("approver,finance", await RolesOfAsync("mia"));

        (await CallAsync(Issue("mia", After(3)))).ExpectProblem(403, "forbidden");
        Assert.Equal("approver", await RolesOfAsync("mia"));
    }

    [Fact]
    public async Task OlderToken_GivesNothingBack()
    {
        await fixture.TrustAsync(fixture.Issuer, Groups);
        await fixture.PutPersonAsync("noa", fixture.Issuer);
        var older = Issue("noa", After(1), "auditors");
        (await CallAsync(older)).Expect(200);
        (await CallAsync(Issue("noa", After(2)))).ExpectProblem(403, "forbidden");

        (await CallAsync(older)).ExpectProblem(403, "forbidden");
        Assert.Equal("", await RolesOfAsync("noa"));
    }

    [Fact]
    public async Task RolesThatAnAdminTook_AreNotGivenBackByATokenFromBefore()
    {
        await fixture.TrustAsync(fixture.Issuer, Groups);
        await fixture.PutPersonAsync("ola", fixture.Issuer, roles: "auditor");
        var before = Issue("ola", After(-20), "auditors");
        (await CallAsync(before)).Expect(200);
        await fixture.PutPersonAsync("ola", fixture.Issuer);

        (await CallAsync(before)).ExpectProblem(403, "forbidden");
        Assert.Equal("", await RolesOfAsync("ola"));
    }

    [Fact]
    public async Task WhereTheTenantDoesNotSaySo_AClaimIsNothing()
    {
        await fixture.TrustAsync(fixture.Issuer);
        await fixture.PutPersonAsync("pia", fixture.Issuer);

        (await CallAsync(Issue("pia", After(1), "auditors"))).ExpectProblem(403, "forbidden");
    }

    [Fact]
    public async Task TokenThatDoesNotSayWhenItWasIssued_ChangesNoRoles()
    {
        await fixture.TrustAsync(fixture.Issuer, Groups);
        await fixture.PutPersonAsync("ria", fixture.Issuer);

        (await CallAsync(Issue("ria", null, "auditors"))).ExpectProblem(403, "forbidden");
        Assert.Equal("", await RolesOfAsync("ria"));
    }

    [Fact]
    public async Task ClaimOfAnotherKind_GivesNothing()
    {
        await fixture.TrustAsync(fixture.Issuer, Groups);
        await fixture.PutPersonAsync("tom", fixture.Issuer);
        object[] claims = [5, true, new Dictionary<string, object>(StringComparer.Ordinal) { ["auditors"] = 1 }, new object[] { 5, "strangers" }];
        foreach (var claim in claims)
        {
            var token = fixture.Issuer.Issue("tom", IssuerFixture.Audience, t => t.Claims["groups"] = claim);
            (await CallAsync(token)).ExpectProblem(403, "forbidden");
        }

        var one = fixture.Issuer.Issue("tom", IssuerFixture.Audience, t =>
        {
            t.IssuedAt = After(1);
            t.Claims["groups"] = "auditors";
        });
        (await CallAsync(one)).Expect(200);
    }

    [Fact]
    public async Task Mapping_IsShownAsItWasPut()
    {
        await fixture.TrustAsync(fixture.Issuer, Groups);
        var shown = (await fixture.Client.GetAsync("/v1/identity", fixture.Admin)).Expect(200);

        Assert.Equal((fixture.Issuer.Name, IssuerFixture.Audience), (shown["issuers.0.issuer"], shown["issuers.0.audience"]));
        Assert.Equal(("groups", "money", "finance"), (shown["issuers.0.roles.claim"], shown["issuers.0.roles.map.1.value"], shown["issuers.0.roles.map.1.role"]));
    }

    /// <summary>A moment that a token may be issued at: it is a little fast, which is allowed for.</summary>
    private static DateTime? After(int seconds) => DateTime.UtcNow.AddSeconds(seconds + 2);

    private string Issue(string subject, DateTime? at, params string[] groups) =>
        fixture.Issuer.Issue(subject, IssuerFixture.Audience, t =>
        {
            t.IssuedAt = at;
            t.NotBefore = null;
            t.Claims["groups"] = groups;
        });

    private Task<Answer> CallAsync(string token) => fixture.Client.GetAsync("/v1/agents", token);

    private async Task<string> RolesOfAsync(string person) => string.Join(
        ',', (await fixture.Client.GetAsync($"/v1/reviewers/{person}", fixture.Admin)).Expect(200).Find("roles").EnumerateArray().Select(r => r.GetString()).Order());
}
