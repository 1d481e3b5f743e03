using Approvals.Channels.Callback;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Identifiers;

namespace Approvals.Channels.Tests.Callback;

public sealed class WebhookSecretTests
{
    private const string OfDemoAgent = "whsec_a/PML1TivroFyQbU65L5md0NArdO3o/3nIUNZKIFpj0=";

    /// <summary>Computed with Node's <c>hkdfSync</c>. Another derivation would make every agent's secret worthless.</summary>
    [Fact]
    public void DerivedSecret_StaysWhatItIs() =>
        Assert.Equal(OfDemoAgent, Some.Master.DeriveFor(Some.Tenant, Some.Agent).Reveal());

    [Fact]
    public void EveryAgentOfEveryTenant_HasItsOwn()
    {
        string[] all =
        [
            Of(Some.Master, "demo", "demo-agent"),
            Of(Some.Master, "demo", "other"),
            Of(Some.Master, "other", "demo-agent"),
            Of(Some.Master, "demo-agent", "demo"),
            Of(Some.Master, "demo.a", "b"),
            Of(Some.Master, "demo", "a.b"),
            Of(MasterSecret.Draw(), "demo", "demo-agent"),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void Secret_IsReadFromWhatItReveals() => Assert.Equal(OfDemoAgent, WebhookSecret.Parse(OfDemoAgent)!.Reveal());

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("a/PML1TivroFyQbU65L5md0NArdO3o/3nIUNZKIFpj0=")]
    [InlineData("whsk_a/PML1TivroFyQbU65L5md0NArdO3o/3nIUNZKIFpj0=")]
    [InlineData("whsec_not base64, not base64, not base64, not")]
    public void TextThatIsNoSecret_IsNone(string text) => Assert.Null(WebhookSecret.Parse(text));

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Secret_Has24To64Bytes(int length, bool isSecret) =>
        Assert.Equal(isSecret, WebhookSecret.Parse("whsec_" + Convert.ToBase64String(new byte[length])) is not null);

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public void MasterSecretOfAnotherLength_IsNone(int length) => Assert.Null(MasterSecret.Parse(Convert.ToBase64String(new byte[length])));

    [Fact]
    public void MasterSecret_IsReadFromWhatItReveals()
    {
        var master = MasterSecret.Draw();
        Assert.Equal(Of(master, "demo", "a"), Of(MasterSecret.Parse(master.Reveal())!, "demo", "a"));
    }

    [Fact]
    public void Text_NeverHoldsTheSecret()
    {
        Assert.Equal("whsec_…", Some.Master.DeriveFor(Some.Tenant, Some.Agent).ToString());
        Assert.Equal("MasterSecret", Some.Master.ToString());
    }

    private static string Of(MasterSecret master, string tenant, string agent) =>
        master.DeriveFor(new TenantId(tenant), new AgentId(agent)).Reveal();
}
