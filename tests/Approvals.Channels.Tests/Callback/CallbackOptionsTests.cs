using Approvals.Channels.Callback;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Approvals.Channels.Tests.Callback;

public sealed class CallbackOptionsTests
{
    [Fact]
    public void Defaults_AreValid() => Assert.Empty(Mistakes(new CallbackOptions(), Environments.Production));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0.999)]
    [InlineData(25.001)]
    public void TimeLimitThatCannotWork_IsTold(double seconds)
    {
        var mistake = Assert.Single(Mistakes(new CallbackOptions { TimeLimit = TimeSpan.FromSeconds(seconds) }, Environments.Production));
        Assert.StartsWith("Approvals:Callback:TimeLimit is ", mistake, StringComparison.Ordinal);
        Assert.EndsWith("choose from 00:00:01 to 00:00:25.", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    public void TimeLimitAtItsBounds_IsValid(double seconds) =>
        Assert.Empty(Mistakes(new CallbackOptions { TimeLimit = TimeSpan.FromSeconds(seconds) }, Environments.Production));

    [Fact]
    public void PrivateAddresses_AreForDevelopment()
    {
        var options = new CallbackOptions { AllowPrivateAddresses = true };
        Assert.Empty(Mistakes(options, Environments.Development));
        var mistake = Assert.Single(Mistakes(options, Environments.Production));
        Assert.Contains("for Development only, and this is Production.", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.20.0.0/16, 192.168.7.0/24", true)]
    [InlineData("fd12:3456::/32", true)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("10.0.0.0/7", false)]
    [InlineData("127.0.0.0/8", false)]
    [InlineData("10.20.0.0/16,169.254.169.254/32", false)]
    [InlineData("::/0", false)]
    public void NetworksOfTheOperators_ArePrivateOnes(string networks, bool isValid)
    {
        var options = new CallbackOptions { AllowedNetworks = networks };
        Assert.Empty(Mistakes(options, Environments.Development));
        Assert.Equal(isValid, !Mistakes(options, Environments.Production).Any());
    }

    [Fact]
    public void EveryMistake_IsToldAtOnce() => Assert.Equal(
        3, Mistakes(new CallbackOptions { AllowPrivateAddresses = true, TimeLimit = TimeSpan.Zero, AllowedNetworks = "10.0.0.1" }, Environments.Staging).Count());

    private static IEnumerable<string> Mistakes(CallbackOptions options, string environment) =>
        new CallbackOptionsValidation(new Surroundings(environment)).Validate(null, options).Failures ?? [];

    private sealed class Surroundings(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
