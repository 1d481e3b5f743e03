using System.Security.Cryptography;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Grains.Rules;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Credentials;

namespace Approvals.Grains.Calls;

/// <summary>Finds out who calls, by the credential that the call carries and the tenant that the grain is of.</summary>
internal sealed class CallerCheck(GatewaySecret secret, TenantRules rules, EngineTime time)
{
    private const string Unknown = "The credential is not known, or not one of this tenant.";

    private static readonly KeyCheck Check = new(CryptographicOperations.FixedTimeEquals);

    /// <param name="credential">As the call carries it.</param>
    /// <param name="tenant">Of the grain; null where it is none's.</param>
    /// <param name="holder">The grain where it has the directory itself, and so cannot be asked for it.</param>
    /// <exception cref="CallRefusedException">It proves nothing.</exception>
    public async ValueTask<CallRights> CheckAsync(string? credential, TenantId? tenant, IHoldsDirectory? holder)
    {
        if (credential is null)
        {
            throw new CallRefusedException("The call carries no credential.");
        }

        if (!credential.StartsWith(PresentedKey.Prefix, StringComparison.Ordinal))
        {
            // Nodes' clocks are compared here, not the engine's: a few minutes' difference is allowed for.
            return secret.Verifies(credential, tenant, TimeProvider.System.GetUtcNow())
                ? new CallRights.All()
                : throw new CallRefusedException(Unknown);
        }

        return tenant is not null && PresentedKey.TryParse(credential, out var presented)
            && (holder is null ? (await rules.FindTenantAsync(tenant)).Value : holder.Directory) is { } directory
            && directory.FindKey(presented.Id) is var stored && Check.IsGood(presented, stored, time.Now)
            ? new CallRights.OfKey(stored!, directory)
            : throw new CallRefusedException(Unknown);
    }
}
