using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>One change of a tenant's directory.</summary>
public abstract record TenantChange
{
    private TenantChange()
    {
    }

    /// <summary>Whether it can change who may review.</summary>
    public bool ConcernsPeople => this is PutReviewer or AssignRoles;

    /// <summary>Adds the person, or takes the entry's place.</summary>
    public sealed record PutReviewer(Reviewer Reviewer) : TenantChange;

    /// <summary>
    /// What a sign-in says of the person's roles, by a token that was issued at this moment; nothing where there is no
    /// such person, or their roles were set later than that.
    /// </summary>
    public sealed record AssignRoles(ReviewerId Id, ImmutableArray<RoleName> Roles, DateTimeOffset IssuedAt) : TenantChange;

    /// <summary>Adds the agent, or takes the entry's place; what its callbacks are signed under stays.</summary>
    public sealed record PutAgent(Agent Agent) : TenantChange;

    /// <summary>The agent's callbacks are signed under another secret from now on, and under the one before it until then.</summary>
    /// <param name="Id">The agent; nothing changes where there is none.</param>
    /// <param name="Name">The new secret's name: see <see cref="CallbackSecret.IsName"/>.</param>
    /// <param name="PreviousUntil">In UTC.</param>
    public sealed record RotateCallbackSecret(AgentId Id, string Name, DateTimeOffset PreviousUntil) : TenantChange;

    /// <summary>Takes the agent out, and revokes its keys.</summary>
    public sealed record RemoveAgent(AgentId Id) : TenantChange;

    /// <summary>Adds the executor, or takes the entry's place.</summary>
    public sealed record PutExecutor(Executor Executor) : TenantChange;

    /// <summary>
    /// Takes the executor out, and revokes its keys. The tenant goes on listing executors, be it none: a permit then
    /// names its claimant alone.
    /// </summary>
    public sealed record RemoveExecutor(ExecutorId Id) : TenantChange;

    /// <summary>Adds the channel, or takes the place of the one of its name.</summary>
    public sealed record PutChannel(TenantChannel Channel) : TenantChange;

    /// <summary>Takes the channel out.</summary>
    public sealed record RemoveChannel(ChannelName Name) : TenantChange;

    /// <summary>Which channels for which urgency; null for the standard.</summary>
    public sealed record RouteChannels(ChannelRoutes? Routes) : TenantChange;

    /// <summary>One of the person's short codes is about to be tried: counted before it is looked at.</summary>
    public sealed record TryCode(ReviewerId Id) : TenantChange;

    /// <summary>The person's code was right, and the count begins anew; or it was wrong too often, and all that were sent are void.</summary>
    public sealed record EndCodes(ReviewerId Id, bool AreVoid) : TenantChange;

    /// <summary>How many requests of one agent may wait at once: 1 to <see cref="Tenant.MostPending"/>.</summary>
    public sealed record LimitPending(int PerAgent) : TenantChange;

    public sealed record AddKey(ApiKey Key) : TenantChange;

    /// <summary>The key is worth nothing from now on. Unknown and revoked keys are left as they are.</summary>
    public sealed record RevokeKey(KeyId Id) : TenantChange;

    /// <summary>The key is worth nothing after this moment, or after the end that it has if that comes first.</summary>
    public sealed record ExpireKey(KeyId Id, DateTimeOffset At) : TenantChange;

    /// <summary>Takes the issuer's tokens for its audience, on these terms from now on.</summary>
    public sealed record TrustIssuer(TrustedIssuer Issuer) : TenantChange;

    /// <summary>Takes the issuer's tokens for its audience no longer.</summary>
    public sealed record DistrustIssuer(TrustedIssuer Issuer) : TenantChange;
}
