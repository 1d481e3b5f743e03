namespace Approvals.Grains.Requests;

/// <summary>What the cluster itself asks of a request.</summary>
[Alias("approvals.IRequestWork")]
internal interface IRequestWork : IGrainWithStringKey
{
    /// <summary>Something may be due: lets the clock do it, and sees to the effects.</summary>
    [Alias("wake")]
    Task WakeAsync();

    /// <summary>The tenant's people changed: looks whether it can still be approved.</summary>
    [Alias("recheck")]
    Task RecheckAsync();

    /// <summary>Effects were carried out, or failed, while others are still under way.</summary>
    [Alias("settleSome")]
    Task SettleSomeAsync(SettledEffect[] settled);

    /// <summary>Effects were carried out, or failed, and none is under way any more.</summary>
    [Alias("settleAll")]
    Task SettleAsync(SettledEffect[] settled);
}
