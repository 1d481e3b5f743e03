using Approvals.Web;

namespace Approvals.Server;

/// <summary>What is the server's alone to set. Bound from the configuration section <c>Approvals</c>.</summary>
internal sealed class ServerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = ApprovalsWebOptions.Section;

    /// <summary>Whether tokens of the local issuer are taken. Not set: in development, the only place where they may be.</summary>
    public bool? LocalIssuer { get; set; }
}
