using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Approvals.Channels.Callback;
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
    private static readonly TrustedIssuer Issuer = new(LocalIssuer.Name, $"approvals:{Id}");

    /// <summary>Where a developer's agent may listen for its callbacks.</summary>
    private static readonly ImmutableArray<CallbackOrigin> CallbackOrigins =
        [CallbackOrigin.Parse("http://127.0.0.1:8081")!, CallbackOrigin.Parse("http://localhost:8081")!];

    private static readonly (string Name, string[] Roles)[] People =
    [
        ("alice", ["finance"]),
        ("bob", ["finance", "security"]),
        ("carol", ["owner", "admin"]),
    ];

    public static async Task<DemoCredentials> EnsureAsync(
        string directory, EmbeddedEngine engine, LocalIssuer issuer, MasterSecret master, CancellationToken cancellation)
    {
        switch (await engine.Tenants.FindAsync(Id, cancellation))
        {
            case null:
                await PublishAsync(engine.Policies, cancellation);
                Expect(await engine.Tenants.CreateAsync(Id, FirstEntries(), cancellation));
                break;
            case var tenant when !tenant.Issuers.Contains(Issuer):
                throw new StartException(
                    $"The tenant '{Id}' in {directory} was not made for development. Choose another --data directory, or start with DOTNET_ENVIRONMENT=Production.");
        }

        var now = TimeProvider.System.GetUtcNow();
        var tokens = People.ToDictionary(p => p.Name, p => issuer.Issue(p.Name, Issuer.Audience, now), StringComparer.Ordinal);
        var keys = await KeepKeysAsync(directory, engine.Tenants, cancellation)
            ?? await MakeKeysAsync(directory, engine.Tenants, tokens, now, cancellation);
        var credentials = keys with { Reviewers = tokens, CallbackSecret = master.DeriveFor(Id, Agent).Reveal() };
        credentials.Write(directory);
        return credentials;
    }

    private static List<TenantChange> FirstEntries() =>
    [
        new TenantChange.TrustIssuer(Issuer),
        new TenantChange.PutAgent(new Agent(Agent)),
        .. People.Select(p => new TenantChange.PutReviewer(new Reviewer
        {
            Id = new ReviewerId(p.Name),
            Roles = [.. p.Roles.Select(r => new RoleName(r))],
            Identities = [new Identity(LocalIssuer.Name, p.Name)],
        })),
    ];

    /// <summary>Publishes the documents of <c>policies/</c>, or none of them and says what is wrong.</summary>
    private static async Task PublishAsync(IPolicies policies, CancellationToken cancellation)
    {
        var files = Directory.Exists("policies") ? Directory.GetFiles("policies", "*.yaml") : [];
        var publications = files.Order(StringComparer.Ordinal).Select(Read).ToList();
        if (publications.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is { } same)
        {
            throw new StartException($"{string.Join(" and ", same.Select(p => p.By))} are both the policy '{same.Key}'; give one another name.");
        }

        foreach (var publication in publications)
        {
            await policies.PublishAsync(Id, publication, cancellation);
        }
    }

    private static Publication Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (!Utf8.IsValid(bytes) || PolicyName.Parse(Path.GetFileNameWithoutExtension(file)) is not { } name)
        {
            throw new StartException($"{file}: a policy is a file in UTF-8 whose name, less .yaml, is {Identifier.Rule}.");
        }

        var source = Encoding.UTF8.GetString(bytes);
        return PolicyCompiler.Compile(source, name) switch
        {
            PolicyCompilation.Compiled(var policy) => new Publication(policy.Name, source, IfVersion: null, By: file),
            PolicyCompilation.Refused(var errors) => throw new StartException($"{file}:{errors[0]}"),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not a compilation."),
        };
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
            PresentedKey.TryParse(text, out var key)
            && tenant?.FindKey(key.Id) is { RevokedAt: null } stored
            && key.SecretHash == stored.SecretHash;
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
            new TenantChange.AddKey(
                agentKey.ToStored(new KeyHolder.ForAgent(Agent), now, ApiKey.AnyEnvironment) with { CallbackOrigins = CallbackOrigins }),
            new TenantChange.AddKey(executorKey.ToStored(new KeyHolder.ForExecutor(Executor), now)),
        ];

        // The file first: a crash in between leaves keys that are worth nothing, and the next start makes new ones.
        credentials.Write(directory);
        Expect(await tenants.ChangeAsync(Id, changes, cancellation));
        return credentials;
    }

    private static void Expect(TenantOutcome outcome)
    {
        if (outcome is not TenantOutcome.Stored)
        {
            throw new StartException($"The tenant '{Id}' could not be stored: {outcome}.");
        }
    }
}
