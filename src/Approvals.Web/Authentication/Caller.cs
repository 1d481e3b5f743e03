using System.Security.Claims;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Authentication;

/// <summary>Who calls. The tenant follows from the credential, never from what is asked.</summary>
/// <param name="Tenant">The tenant that the credential belongs to.</param>
public abstract record Caller(TenantId Tenant)
{
    /// <summary>The caller for people, in logs and beside what they published.</summary>
    public abstract string Name { get; }

    /// <summary>What the caller's limits are counted by: the key, or the person; the same for nobody else in any tenant.</summary>
    public virtual string Credential => $"{Tenant}/{Name}";

    /// <summary>Which requests are there to see.</summary>
    public abstract Viewer Viewer { get; }

    /// <summary>Whether the caller may publish policies and change the tenant.</summary>
    public bool MayAdminister => AsAdministrator is not null;

    /// <summary>The caller as an admin of the tenant; null where it is none.</summary>
    public virtual Administrator? AsAdministrator => null;

    /// <summary>Whether the caller may read everything of the tenant.</summary>
    public virtual bool MayAudit => MayAdminister;

    /// <summary>The caller as the directory has them by now; null where the credential is worth nothing any more.</summary>
    public Caller? AsOf(Tenant tenant, DateTimeOffset now) => this switch
    {
        Agent { Key.Id: var key } => tenant.FindKey(key) is { } stored && stored.IsInForce(now) ? OfKey(tenant, stored) : null,
        Executor { Key: var key } => tenant.FindKey(key)?.IsInForce(now) is true ? this : null,
        Operator { Key: var key } => tenant.FindKey(key)?.IsInForce(now) is true ? this : null,
        Person { Reviewer.Id: var id } person => OfPerson(tenant, id, now) is { } known ? known with { SignedInAt = person.SignedInAt } : null,
        _ => throw new InvalidOperationException($"{GetType().Name} is not a caller."),
    };

    /// <summary>Who calls with this key, which is in force.</summary>
    public static Caller OfKey(Tenant tenant, ApiKey key) => key.Holder switch
    {
        KeyHolder.ForAgent(var agent) => new Agent(tenant.Id, tenant.FindAgent(agent)!, key),
        KeyHolder.ForExecutor(var executor) => new Executor(tenant.Id, executor, key.Id),
        KeyHolder.ForAdmin => new Operator(tenant.Id, key.Id, IsAdmin: true),
        KeyHolder.ForAuditor => new Operator(tenant.Id, key.Id, IsAdmin: false),
        _ => throw new InvalidOperationException($"{key.Holder.GetType().Name} is not a holder of keys."),
    };

    /// <summary>The person, if they are of the directory and active.</summary>
    public static Person? OfPerson(Tenant tenant, ReviewerId id, DateTimeOffset now) =>
        tenant.FindReviewer(id) is { Active: true } person && tenant.StandingOf(id, now) is { } standing
            ? new Person(tenant.Id, person, standing)
            : null;

    /// <summary>The caller of an authenticated request, as an endpoint's parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context.User));

    public static Caller? Of(ClaimsPrincipal user) => (user.Identity as CallerIdentity)?.Caller;

    public sealed record Agent(TenantId Tenant, Core.Tenants.Agent Entry, ApiKey Key) : Caller(Tenant)
    {
        public AgentId Id => Entry.Id;

        public override string Name => $"agent {Id}";

        public override string Credential => Key.Id.Value;

        public override Viewer Viewer => new Viewer.Agent(Id);
    }

    public sealed record Executor(TenantId Tenant, ExecutorId Id, KeyId Key) : Caller(Tenant)
    {
        public override string Name => $"executor {Id}";

        public override string Credential => Key.Value;

        public override Viewer Viewer => new Viewer.Executor(Id);
    }

    /// <summary>A program with an admin's or an auditor's key. It is nobody, and so never reviews.</summary>
    public sealed record Operator(TenantId Tenant, KeyId Key, bool IsAdmin) : Caller(Tenant)
    {
        public override string Name => $"key {Key}";

        public override Viewer Viewer => new Viewer.Auditor();

        public override Administrator? AsAdministrator => IsAdmin ? new Administrator.Key(Key) : null;

        public override bool MayAudit => true;
    }

    /// <summary>A person as the directory had them when the request came in.</summary>
    public sealed record Person(TenantId Tenant, Reviewer Reviewer, Standing Standing) : Caller(Tenant)
    {
        /// <summary>How far the provider's clock may be ahead.</summary>
        private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

        /// <summary>When they proved themselves to their provider, in UTC; null where that is not known.</summary>
        public DateTimeOffset? SignedInAt { get; init; }

        public override string Name => Reviewer.Id.Value;

        /// <summary>What shows at this moment that it is they.</summary>
        public Proof ProofAt(DateTimeOffset now) =>
            SignedInAt is { } at && now - at < Proofs.Recent && at - now < Skew ? Proof.RecentSignIn : Proof.Account;

        public override Viewer Viewer => MayAudit
            ? new Viewer.Auditor()
            : new Viewer.Person(Standing);

        public override Administrator? AsAdministrator =>
            Reviewer.Holds(WellKnownRoles.Admin) ? new Administrator.Person(Reviewer.Id) : null;

        public override bool MayAudit => MayAdminister || Reviewer.Holds(WellKnownRoles.Auditor);
    }
}
