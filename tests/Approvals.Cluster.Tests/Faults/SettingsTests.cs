namespace Approvals.Cluster.Tests.Faults;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Approvals__Limits__WaitPerKey", "5", "Approvals:Limits:WaitPerKey is no setting. Known: ")]
    [InlineData("Approvals__Limits__Waits", "many", "Approvals:Limits:Waits is 'many'; it is a whole number.")]
    [InlineData("Approvals__Limits__Waits", "0", "Approvals:Limits:Waits is 0; it is a whole number from 1 to 1000000.")]
    [InlineData("Approvals__Issuer", "", "Approvals:Issuer is empty; name who signs the permits.")]
    [InlineData("Approvals__LocalIssuer", "true", "Approvals:LocalIssuer is no setting. Known: ")]
    public async Task NodeWithAMistakeInItsSettings_SaysSoAndDoesNotStart(string setting, string value, string says)
    {
        var (exitCode, errors) = await NodeCommand.FailToStartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { [setting] = value });

        Assert.Equal(1, exitCode);
        Assert.StartsWith(says, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Silo", "192.0.2.10")]
    [InlineData("Both", "2001:db8::10")]
    public async Task SiloThatOthersReach_DoesNotStartWithoutTls(string role, string address)
    {
        var (exitCode, errors) = await NodeCommand.FailToStartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Cluster__Role"] = role,
            ["Cluster__Address"] = address,
        });

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"Cluster:Tls names no certificate, and other machines reach this silo at {address}: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    /// <summary>What is missing next is told then.</summary>
    [Theory]
    [InlineData("Silo", "192.0.2.10", "true")]
    [InlineData("Gateway", "192.0.2.10", "false")]
    [InlineData("Both", "127.0.0.1", "false")]
    public async Task NodeThatNeedsNoTls_IsNotRefusedForIt(string role, string address, string off)
    {
        var (_, errors) = await NodeCommand.FailToStartAsync(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Cluster__Role"] = role,
            ["Cluster__Address"] = address,
            ["Cluster__Tls__Off"] = off,
        });

        Assert.StartsWith("Cluster:ConnectionString is empty", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownSettingOfTheCluster_IsNamed()
    {
        var (exitCode, errors) = await NodeCommand.FailToStartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Cluster__Tls__Certifcate"] = "node.pem" });

        Assert.Equal(1, exitCode);
        Assert.Contains("Certifcate", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }
}
