namespace Approvals.Core.Ports;

/// <summary>Carries effects out: tells people or programs. Called at least once for each effect.</summary>
public interface IChannel
{
    /// <summary>Returning acknowledges the effect; an exception has it tried again later.</summary>
    Task DeliverAsync(Delivery delivery, CancellationToken cancellation);
}
