namespace Approvals.GrainContracts;

/// <summary>The log of what was done with an admin's rights in a tenant: its key is the tenant. It holds nothing; there may be many.</summary>
[Alias("approvals.IAuditGrain")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>An <c>AuditedAct</c> that somebody is about to do; answers its place in the log, where it is written down.</summary>
    [Alias("begin")]
    Task<long> BeginAsync(Envelope act);

    /// <summary>An <see cref="AuditEndCall"/>.</summary>
    [Alias("end")]
    Task EndAsync(Envelope end);

    /// <summary>An <see cref="AuditCall"/>; answers an <see cref="AuditAnswer"/>.</summary>
    [Alias("list")]
    Task<Envelope> ListAsync(Envelope page);
}
