using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Operations;

public sealed class SettingsTests
{
    [Fact]
    public async Task EveryMistake_IsToldInASentence_AndNothingStarts()
    {
        using var data = new TemporaryDirectory();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Approvals__Limits__Waits"] = "many",
            ["Approvals__Limits__WaitPerKey"] = "5",
            ["Approvals__LocalIssuer"] = "perhaps",
        };
        var (exitCode, output) = await ServerProcess.RunAsync(["--data", data.Path, "--urls", "http://127.0.0.1:0"], settings: settings);
        Assert.Equal(1, exitCode);
        Assert.Contains("Approvals:Limits:Waits is 'many'; it is a whole number.", output, StringComparison.Ordinal);
        Assert.Contains("Approvals:Limits:WaitPerKey is no setting. Known: ", output, StringComparison.Ordinal);
        Assert.Contains("Approvals:LocalIssuer is 'perhaps'; it is true or false.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.False(File.Exists(data["approvals.db"]));
    }

    [Fact]
    public async Task EveryNumberOutOfItsRange_IsTold()
    {
        using var data = new TemporaryDirectory();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Approvals__Limits__CallsPerSecondPerKey"] = "-1",
            ["Approvals__Limits__CallsPerSecondPerTenant"] = "1000001",
            ["Approvals__Limits__WaitsPerKey"] = "0",
            ["Approvals__Limits__Waits"] = "0",
            ["Approvals__Limits__Connections"] = "0",
            ["Approvals__Limits__HeaderBytes"] = "4095",
            ["Approvals__Limits__HeaderSeconds"] = "0",
            ["Approvals__Issuer"] = "",
        };
        var (exitCode, output) = await ServerProcess.RunAsync(["--data", data.Path, "--urls", "http://127.0.0.1:0"], settings: settings);
        Assert.Equal(1, exitCode);
        Assert.Contains("Approvals:Limits:CallsPerSecondPerKey is -1; it is a whole number from 0 to 1000000.", output, StringComparison.Ordinal);
        Assert.Contains("Approvals:Limits:CallsPerSecondPerTenant is 1000001; it is a whole number from 0 to 1000000.", output, StringComparison.Ordinal);
        Assert.Contains("Approvals:Limits:WaitsPerKey is 0; it is a whole number from 1 to 1000000.", output, StringComparison.Ordinal);
        Assert.Contains("Approvals:Limits:Waits is 0; it is a whole number from 1 to 1000000.", output, StringComparison.Ordinal);
        Assert.Contains("Approvals:Limits:Connections is 0; it is a whole number from 1 to 1000000.", output, StringComparison.Ordinal);
        Assert.Contains("Approvals:Limits:HeaderSeconds is 0; it is a whole number from 1 to 1000000.", output, StringComparison.Ordinal);
        Assert.Contains("Approvals:Limits:HeaderBytes is 4095; it is a whole number from 4096 to 1000000.", output, StringComparison.Ordinal);
        Assert.Contains("Approvals:Issuer is empty; name who signs the permits.", output, StringComparison.Ordinal);
    }
}
