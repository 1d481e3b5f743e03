namespace Approvals.Core.Ports;

/// <summary>What a channel did with an effect. That it could do nothing, it says by an exception.</summary>
public abstract record DeliveryResult
{
    private DeliveryResult()
    {
    }

    /// <summary>It was carried out.</summary>
    /// <param name="Reference">What the message is called, so that it is found again; at most <see cref="Requests.Notification.MaxReference"/> characters.</param>
    public sealed record Done(string? Reference = null) : DeliveryResult;

    /// <summary>By now there is nothing to tell.</summary>
    public sealed record Unneeded : DeliveryResult;
}
