namespace Approvals.GrainContracts;

/// <summary>A tenant's directory, its reviewers, roles and keys: its key is the tenant.</summary>
[Alias("approvals.ITenantGrain")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>A <see cref="ChangeCall"/>; answers a <c>TenantOutcome</c>.</summary>
    [Alias("create")]
    Task<Envelope> CreateAsync(Envelope changes);

    /// <summary>A <see cref="ChangeCall"/>; answers a <c>TenantOutcome</c>.</summary>
    [Alias("change")]
    Task<Envelope> ChangeAsync(Envelope changes);

    /// <summary>Answers a <see cref="TenantAnswer"/>.</summary>
    /// <param name="known">The version that the caller has; null for none. The directory is sent where it has another.</param>
    [Alias("find")]
    Task<Envelope> FindAsync(int? known);
}
