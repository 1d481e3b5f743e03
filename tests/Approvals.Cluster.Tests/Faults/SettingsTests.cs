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
}
