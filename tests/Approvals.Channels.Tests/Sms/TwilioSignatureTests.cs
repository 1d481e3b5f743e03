using Approvals.Channels.Sms;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Identifiers;

namespace Approvals.Channels.Tests.Sms;

/// <summary>The example of Twilio's own libraries, and what is not quite it.</summary>
public sealed class TwilioSignatureTests
{
    private const string Token = "12345";
    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";
    private const string Signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["To"] = "+18005551212",
        ["Caller"] = "+14158675309",
        ["Digits"] = "1234",
        ["From"] = "+14158675309",
        ["CallSid"] = "CA1234567890ABCDE",
    };

    [Fact]
    public void KnownExample_IsValid() => Assert.True(TwilioSignature.IsValid(Token, Signature, Url, Parameters));

    [Theory]
    [InlineData("12346", Signature, Url)]
    [InlineData(Token, null, Url)]
    [InlineData(Token, "", Url)]
    [InlineData(Token, "RSOYDt4T1cUTdK1PDd93/VVr8B9=", Url)]
    [InlineData(Token, Signature, "https://mycompany.com/myapp.php?foo=1&bar=3")]
    [InlineData(Token, Signature, "http://mycompany.com/myapp.php?foo=1&bar=2")]
    public void AnythingElse_IsNot(string token, string? signature, string url) =>
        Assert.False(TwilioSignature.IsValid(token, signature, url, Parameters));

    [Fact]
    public void MoreOrOtherParameters_AreNot()
    {
        Assert.False(TwilioSignature.IsValid(Token, Signature, Url, Parameters.Append(KeyValuePair.Create("Body", ""))));
        Assert.False(TwilioSignature.IsValid(Token, Signature, Url, Parameters.Skip(1)));
    }

    [Fact]
    public void Code_IsOfThePersonTheRequestAndTheNumber()
    {
        var (tenant, alice, request) = (new TenantId("acme"), new ReviewerId("alice"), RequestId.Derive(new TenantId("acme"), new AgentId("payer"), "1"));
        var code = Some.Master.DeriveCode(tenant, request, alice, "+15550100200");

        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal(code, Some.Master.DeriveCode(tenant, request, alice, "+15550100200"));
        string[] others =
        [
            Some.Master.DeriveCode(tenant, request, alice, "+15550100201"),
            Some.Master.DeriveCode(tenant, request, new ReviewerId("bob"), "+15550100200"),
            Some.Master.DeriveCode(new TenantId("other"), request, alice, "+15550100200"),
            Some.Master.DeriveCode(tenant, RequestId.Derive(tenant, new AgentId("payer"), "2"), alice, "+15550100200"),
        ];
        Assert.DoesNotContain(code, others);
    }
}
