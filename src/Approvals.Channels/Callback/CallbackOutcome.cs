using Approvals.Core.Ports;

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

    /// <exception cref="CallbackFailedException">The receiver does not have it yet.</exception>
    /// <exception cref="UndeliverableException">It will never have it.</exception>
    public DeliveryResult ToResult() => this switch
    {
        Acknowledged => new DeliveryResult.Done(),
        Failed(var reason) => throw new CallbackFailedException(reason),
        Undeliverable(var reason) => throw new UndeliverableException(reason),
        _ => throw new InvalidOperationException($"{GetType().Name} is not an outcome."),
    };

    /// <summary>The receiver has it.</summary>
    public sealed record Acknowledged : CallbackOutcome;

    /// <summary>The receiver does not have it, and another attempt may succeed.</summary>
    public sealed record Failed(string Reason) : CallbackOutcome;

    /// <summary>The receiver will never have it.</summary>
    public sealed record Undeliverable(string Reason) : CallbackOutcome;
}
