namespace Approvals.Channels.Secrets;

/// <summary>Where people find the service. Bound from the configuration section <c>Approvals</c>.</summary>
public sealed class LinkOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Approvals";

    /// <summary>The address under which people's browsers reach the service: that of the links in messages.</summary>
    public string PublicUrl { get; set; } = "http://127.0.0.1:8080";

    /// <summary>An address of ours, as it is called from outside.</summary>
    internal string AddressOf(string pathAndQuery) => PublicUrl.TrimEnd('/') + pathAndQuery;
}
