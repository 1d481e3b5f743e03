using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>One change of a tenant's directory.</summary>
public abstract record TenantChange
{
    private TenantChange()
    {
    }

    /// <summary>Whether it can change who may review.</summary>
    public bool ConcernsPeople => this is PutReviewer;

    /// <summary>Adds the person, or takes the entry's place.</summary>
    public sealed record PutReviewer(Reviewer Reviewer) : TenantChange;

    /// <summary>Adds the agent, or takes the entry's place.</summary>
    public sealed record PutAgent(Agent Agent) : TenantChange;

    /// <summary>Adds the executor, or takes the entry's place.</summary>
    public sealed record PutExecutor(Executor Executor) : TenantChange;

    /// <summary>How many requests of one agent may wait at once: 1 to <see cref="Tenant.MostPending"/>.</summary>
    public sealed record LimitPending(int PerAgent) : TenantChange;

    public sealed record AddKey(ApiKey Key) : TenantChange;

    /// <summary>The key is worth nothing from now on. Unknown and revoked keys are left as they are.</summary>
    public sealed record RevokeKey(KeyId Id) : TenantChange;

    public sealed record TrustIssuer(TrustedIssuer Issuer) : TenantChange;
}
