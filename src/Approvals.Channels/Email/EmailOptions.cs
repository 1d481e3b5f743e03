namespace Approvals.Channels.Email;

/// <summary>How mail is sent. Bound from the configuration section <c>Approvals:Email</c>.</summary>
public sealed class EmailOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Approvals:Email";

    /// <summary>How long it may take to send a mail.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The mail servers, by their names and separated by commas, that tenants may use though their addresses are not
    /// public: such as the operator's relay.
    /// </summary>
    public string Relays { get; set; } = "";

    internal bool IsRelay(string host) =>
        Relays.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Contains(host, StringComparer.OrdinalIgnoreCase);
}
