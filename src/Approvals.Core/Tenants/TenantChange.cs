using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>One change of a tenant's directory.</summary>
public abstract record TenantChange
{
    private TenantChange()
    {
    }

    /// <summary>Adds the person, or takes the entry's place.</summary>
    public sealed record PutReviewer(Reviewer Reviewer) : TenantChange;

    /// <summary>Adds the agent, or takes the entry's place.</summary>
    public sealed record PutAgent(Agent Agent) : TenantChange;

    public sealed record AddKey(ApiKey Key) : TenantChange;

    /// <summary>The key is worth nothing from now on. Unknown and revoked keys are left as they are.</summary>
    public sealed record RevokeKey(KeyId Id) : TenantChange;

    public sealed record TrustIssuer(TrustedIssuer Issuer) : TenantChange;
}
