namespace Approvals.Core.Tenants;

/// <summary>What became of a tenant's creation or change. In all cases but <see cref="Stored"/> nothing changed.</summary>
public abstract record TenantOutcome
{
    private TenantOutcome()
    {
    }

    public sealed record Stored(Tenant Tenant) : TenantOutcome;

    public sealed record NotFound : TenantOutcome;

    /// <summary>There is a tenant of this name already.</summary>
    public sealed record Exists : TenantOutcome;

    /// <summary>The tenant has changed since the caller looked at it; this is its version.</summary>
    public sealed record VersionMismatch(int InForce) : TenantOutcome;

    /// <summary>The entries cannot stand together, or one belongs to another tenant.</summary>
    public sealed record Contradiction(string Reason) : TenantOutcome;
}
