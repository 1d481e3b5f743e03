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

    public sealed record Executor(TenantId Tenant, ExecutorId Id) : Caller(Tenant)
    {
        public override string Name => $"executor {Id}";

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
        public override string Name => Reviewer.Id.Value;

        public override Viewer Viewer => MayAudit
            ? new Viewer.Auditor()
            : new Viewer.Person(Standing);

        public override Administrator? AsAdministrator =>
            Reviewer.Holds(WellKnownRoles.Admin) ? new Administrator.Person(Reviewer.Id) : null;

        public override bool MayAudit => MayAdminister || Reviewer.Holds(WellKnownRoles.Auditor);
    }
}
