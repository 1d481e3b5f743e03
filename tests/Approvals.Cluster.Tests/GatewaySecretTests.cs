using Approvals.Core.Identifiers;
using Approvals.GrainContracts.Credentials;

namespace Approvals.Cluster.Tests;

/// <summary>A gateway's word: for one tenant, for a while, and by whoever has the secret.</summary>
public sealed class GatewaySecretTests
{
    private static readonly DateTimeOffset Now = ManualTime.Start;

    private readonly GatewaySecret _secret = GatewaySecret.Draw();

    [Theory]
    [InlineData("demo")]
    [InlineData("a.b.c")]
    [InlineData("gw1.demo.99999999999")]
    [InlineData(null)]
    public void Assertion_HoldsForItsTenantToTheEndOfItsTime(string? name)
    {
        var tenant = TenantId.Parse(name);

        var assertion = _secret.Assert(tenant, Now);

        Assert.True(_secret.Verifies(assertion, tenant, Now));
        Assert.True(_secret.Verifies(assertion, tenant, Now + GatewaySecret.Validity));
        Assert.False(_secret.Verifies(assertion, tenant, Now + GatewaySecret.Validity + TimeSpan.FromSeconds(1)));
        Assert.False(_secret.Verifies(assertion, new TenantId("other"), Now));
        Assert.False(GatewaySecret.Draw().Verifies(assertion, tenant, Now));
        Assert.True(GatewaySecret.Parse(_secret.Reveal())!.Verifies(assertion, tenant, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gw1.")]
    [InlineData("gw1.demo")]
    [InlineData("gw1.demo.")]
    [InlineData("gw1.demo.99999999999.")]
    [InlineData("gw1..99999999999.AAAA")]
    [InlineData("gw2.demo.99999999999.AAAA")]
    [InlineData("....")]
    public void TextThatIsNoAssertion_ProvesNothing(string text) => Assert.False(_secret.Verifies(text, Demo.Tenant, Now));

    [Fact]
    public void AssertionThatWasEdited_ProvesNothing()
    {
        var assertion = _secret.Assert(Demo.Tenant, Now);

        for (var i = 0; i < assertion.Length; i++)
        {
            var edited = assertion[..i] + (assertion[i] == 'x' ? 'y' : 'x') + assertion[(i + 1)..];
            Assert.False(_secret.Verifies(edited, Demo.Tenant, Now), edited);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==")]
    public void TextThatIsNoSecret_IsNone(string text) => Assert.Null(GatewaySecret.Parse(text));
}
