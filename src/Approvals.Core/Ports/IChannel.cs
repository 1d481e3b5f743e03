namespace Approvals.Core.Ports;

/// <summary>Carries effects out: tells people or programs. Called at least once for each effect.</summary>
public interface IChannel
{
    /// <summary>
    /// Returning acknowledges the effect; an exception has it tried again later, and after its last attempt parked. Its
    /// message is kept for the operator: it holds no secret.
    /// </summary>
    /// <exception cref="UndeliverableException">No further attempt would help.</exception>
    Task DeliverAsync(Delivery delivery, CancellationToken cancellation);
}
