using System.Net;

namespace Approvals.Channels.Callback;

/// <summary>How agents are called back. Bound from the configuration section <c>Approvals:Callback</c>.</summary>
public sealed class CallbackOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Approvals:Callback";

    /// <summary>How long one attempt may take, from the look-up of the name to the answer's headers.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The networks of the operator's that may be called though they are not public, by commas, such as
    /// <c>10.20.0.0/16</c>.
    /// </summary>
    public string? AllowedNetworks { get; set; }

    /// <summary>Whether any address is called that is not public, such as the machine itself. In development only.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <returns>Null where one of them is no network.</returns>
    internal IReadOnlyList<IPNetwork>? ReadNetworks()
    {
        var networks = new List<IPNetwork>();
        foreach (var text in AllowedNetworks?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            if (!IPNetwork.TryParse(text, out var network))
            {
                return null;
            }

            networks.Add(network);
        }

        return networks;
    }
}
