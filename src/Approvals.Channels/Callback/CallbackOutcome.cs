namespace Approvals.Channels.Callback;

/// <summary>
/// What came of one attempt. The reasons are sentences for the operator, with neither the URL, which may hold a
/// secret, nor anything that the receiver wrote.
/// </summary>
internal abstract record CallbackOutcome
{
    private CallbackOutcome()
    {
    }

    /// <summary>The receiver has it.</summary>
    public sealed record Acknowledged : CallbackOutcome;

    /// <summary>The receiver does not have it, and another attempt may succeed.</summary>
    public sealed record Failed(string Reason) : CallbackOutcome;

    /// <summary>The receiver will never have it.</summary>
    public sealed record Undeliverable(string Reason) : CallbackOutcome;
}
