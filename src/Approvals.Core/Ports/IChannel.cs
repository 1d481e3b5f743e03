namespace Approvals.Core.Ports;

/// <summary>Carries effects out: tells people or programs. Called at least once for each effect.</summary>
public interface IChannel
{
    /// <summary>
    /// Returning acknowledges the effect; an exception has it tried again later, and after its last attempt parked. Its
    /// message is kept for the operator: it holds no secret.
    /// </summary>
    /// <returns>Whether there was something to tell, and what the message is called.</returns>
    /// <exception cref="UndeliverableException">No further attempt would help.</exception>
    Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation);
}
