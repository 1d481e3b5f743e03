namespace Approvals.GrainContracts;

/// <summary>Tells whose a credential is, before anybody knows the tenant: its key is <see cref="Key"/>.</summary>
[Alias("approvals.IDirectoryGrain")]
public interface IDirectoryGrain : IGrainWithStringKey
{
    const string Key = "directory";

    /// <summary>The tenant that has this key, revoked or not; null where there is none.</summary>
    [Alias("findByKey")]
    Task<string?> FindByKeyAsync(string key);

    /// <summary>The one tenant that takes this issuer's tokens for this audience; null where there is none.</summary>
    [Alias("findByIssuer")]
    Task<string?> FindByIssuerAsync(string issuer, string audience);
}
