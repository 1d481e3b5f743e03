namespace Approvals.Channels.Callback;

/// <summary>The receiver has no address that may be called. Which it has is not told: that would map the network.</summary>
internal sealed class AddressRefusedException(bool isLiteral) : Exception("The receiver has no public address.")
{
    /// <summary>Whether the URL names the address itself, so that it will never be another.</summary>
    public bool IsLiteral { get; } = isLiteral;
}
