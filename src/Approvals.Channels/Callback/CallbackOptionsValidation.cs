using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Approvals.Channels.Callback;

/// <summary>Refuses settings that cannot work or are not safe, each mistake with a sentence of its own.</summary>
internal sealed class CallbackOptionsValidation(IHostEnvironment environment) : IValidateOptions<CallbackOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>Less than an engine gives a delivery, so that the channel tells what was late.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    /// <summary>Where a network of the operator's can be: not the machine itself, nor what clouds answer their machines on.</summary>
    private static readonly IPNetwork[] Private =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("fc00::/7"),
    ];

    public ValidateOptionsResult Validate(string? name, CallbackOptions options)
    {
        var mistakes = Mistakes(options).ToList();
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }

    private static bool IsPrivate(IPNetwork network) =>
        Array.Exists(Private, p => p.Contains(network.BaseAddress) && network.PrefixLength >= p.PrefixLength);

    private IEnumerable<string> Mistakes(CallbackOptions options)
    {
        if (options.TimeLimit < Shortest || options.TimeLimit > Longest)
        {
            yield return $"{CallbackOptions.Section}:{nameof(options.TimeLimit)} is {options.TimeLimit:c}; choose from {Shortest:c} to {Longest:c}.";
        }

        if (options.ReadNetworks() is not { } networks)
        {
            yield return $"{CallbackOptions.Section}:{nameof(options.AllowedNetworks)} are networks such as 10.20.0.0/16, by commas.";
        }
        else if (!environment.IsDevelopment() && networks.Where(n => !IsPrivate(n)).ToList() is [var other, ..])
        {
            yield return $"{CallbackOptions.Section}:{nameof(options.AllowedNetworks)} has {other}, which is no part of a private network (RFC 1918, RFC 4193).";
        }

        if (options.AllowPrivateAddresses && !environment.IsDevelopment())
        {
            yield return $"{CallbackOptions.Section}:{nameof(options.AllowPrivateAddresses)} lets agents have this server call into its own network: it is for Development only, and this is {environment.EnvironmentName}.";
        }
    }
}
