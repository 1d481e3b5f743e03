using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.Embedded;
using Approvals.Web.Authentication;

namespace Approvals.Server.Demo;

/// <summary>
/// The tenant that a developer starts with: three persons, an agent, an executor, and the policies of
/// <c>policies/</c>. Its keys stay what they are while their file is there; a lost file makes new ones and revokes
/// the old.
/// </summary>
internal static class DemoTenant
{
    public static readonly TenantId Id = new("demo");
    private static readonly AgentId Agent = new("demo-agent");
    private static readonly ExecutorId Executor = new("payments");
    private static readonly string Audience = $"approvals:{Id}";

    private static readonly (string Name, string[] Roles)[] People =
    [
        ("alice", ["finance"]),
        ("bob", ["finance", "security"]),
        ("carol", ["owner", "admin"]),
    ];

    public static async Task<DemoCredentials> EnsureAsync(
        string directory, EmbeddedEngine engine, LocalIssuer issuer, CancellationToken cancellation)
    {
        if (await engine.Tenants.FindAsync(Id, cancellation) is null)
        {
            await PublishAsync(engine.Policies, cancellation);
            await engine.Tenants.CreateAsync(Id, FirstEntries(), cancellation);
        }

        var now = TimeProvider.System.GetUtcNow();
        var tokens = People.ToDictionary(p => p.Name, p => issuer.Issue(p.Name, Audience, now), StringComparer.Ordinal);
        var credentials = await KeepKeysAsync(directory, engine.Tenants, cancellation) is { } kept
            ? kept with { Reviewers = tokens }
            : await MakeKeysAsync(directory, engine.Tenants, tokens, now, cancellation);
        credentials.Write(directory);
        return credentials;
    }

    private static List<TenantChange> FirstEntries() =>
    [
        new TenantChange.TrustIssuer(new TrustedIssuer(LocalIssuer.Name, Audience)),
        new TenantChange.PutAgent(new Agent(Agent)),
        .. People.Select(p => new TenantChange.PutReviewer(new Reviewer
        {
            Id = new ReviewerId(p.Name),
            Roles = [.. p.Roles.Select(r => new RoleName(r))],
            Identities = [new Identity(LocalIssuer.Name, p.Name)],
        })),
    ];

    private static async Task PublishAsync(IPolicies policies, CancellationToken cancellation)
    {
        var files = Directory.Exists("policies") ? Directory.GetFiles("policies", "*.yaml") : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var source = await File.ReadAllTextAsync(file, cancellation);
            var name = PolicyCompiler.Compile(source, new PolicyName(Path.GetFileNameWithoutExtension(file))) switch
            {
                PolicyCompilation.Compiled(var policy) => policy.Name,
                PolicyCompilation.Refused(var errors) => throw new StartException($"{file}:{errors[0]}"),
                var other => throw new InvalidOperationException($"{other.GetType().Name} is not a compilation."),
            };
            await policies.PublishAsync(Id, new Publication(name, source, IfVersion: null, By: file), cancellation);
        }
    }

    /// <summary>The file's credentials where both keys in it are the tenant's and in force; else null.</summary>
    private static async Task<DemoCredentials?> KeepKeysAsync(string directory, ITenants tenants, CancellationToken cancellation)
    {
        if (DemoCredentials.Read(directory) is not { } credentials)
        {
            return null;
        }

        var tenant = await tenants.FindAsync(Id, cancellation);
        return IsInForce(credentials.AgentKey) && IsInForce(credentials.ExecutorKey) ? credentials : null;

        bool IsInForce(string text) =>
            ApiKeyText.TryParse(text, out var key)
            && tenant?.Keys.FirstOrDefault(k => k.Id == key.Id) is { RevokedAt: null } stored
            && key.Matches(stored);
    }

    private static bool IsOurs(ApiKey key) =>
        key.Holder == new KeyHolder.ForAgent(Agent) || key.Holder == new KeyHolder.ForExecutor(Executor);

    /// <summary>New keys; those before them are revoked in the same write.</summary>
    private static async Task<DemoCredentials> MakeKeysAsync(
        string directory,
        ITenants tenants,
        Dictionary<string, string> tokens,
        DateTimeOffset now,
        CancellationToken cancellation)
    {
        var (agentKey, executorKey) = (ApiKeyText.Draw(), ApiKeyText.Draw());
        var credentials = new DemoCredentials
        {
            AgentKey = agentKey.Reveal(),
            ExecutorKey = executorKey.Reveal(),
            Reviewers = tokens,
        };

        var before = (await tenants.FindAsync(Id, cancellation))!.Keys;
        List<TenantChange> changes =
        [
            .. before.Where(IsOurs).Select(k => new TenantChange.RevokeKey(k.Id)),
            new TenantChange.AddKey(agentKey.ToStored(new KeyHolder.ForAgent(Agent), now, ApiKey.AnyEnvironment)),
            new TenantChange.AddKey(executorKey.ToStored(new KeyHolder.ForExecutor(Executor), now)),
        ];

        // The file first: a crash in between leaves keys that are worth nothing, and the next start makes new ones.
        credentials.Write(directory);
        await tenants.ChangeAsync(Id, changes, cancellation);
        return credentials;
    }
}
