namespace Approvals.GrainContracts;

/// <summary>A tenant's policies, the authority for them: its key is the tenant.</summary>
[Alias("approvals.IPolicyGrain")]
public interface IPolicyGrain : IGrainWithStringKey
{
    /// <summary>A <c>Publication</c>; answers a <c>PublishOutcome</c>.</summary>
    [Alias("publish")]
    Task<Envelope> PublishAsync(Envelope publication);

    /// <summary>Answers a <see cref="PoliciesAnswer"/>.</summary>
    /// <param name="known">The version of the set that the caller has; null for none. The policies are sent where it has another.</param>
    [Alias("find")]
    Task<Envelope> FindAsync(int? known);

    /// <summary>A <see cref="VersionCall"/>; answers a <see cref="VersionAnswer"/>.</summary>
    [Alias("findVersion")]
    Task<Envelope> FindVersionAsync(Envelope version);
}
