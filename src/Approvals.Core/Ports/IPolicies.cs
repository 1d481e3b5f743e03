using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Ports;

/// <summary>The published policies of an engine.</summary>
public interface IPolicies
{
    /// <summary>Publishes a new version of a policy, or refuses it whole.</summary>
    Task<PublishOutcome> PublishAsync(TenantId tenant, Publication publication, CancellationToken cancellation);

    /// <summary>A version of a policy as it was published; null where there is none.</summary>
    Task<PolicyVersion?> FindVersionAsync(TenantId tenant, PolicyName name, int version, CancellationToken cancellation);

    /// <summary>The policies in force.</summary>
    Task<PolicySet> FindAsync(TenantId tenant, CancellationToken cancellation);
}
