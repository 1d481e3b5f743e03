using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Embedded;
using Approvals.Web.Authentication;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Approvals.Web.Tests.Crashes;

/// <summary>
/// A tenant under load, with the credentials of its callers. Two of them are alike to the last name, so that only the
/// tenant tells their requests apart.
/// </summary>
internal sealed record LoadTenant(string Name, string AgentKey, string ExecutorKey, string AdminKey, IReadOnlyDictionary<string, string> Reviewers)
{
    public const string Executor = "payments";

    private static readonly AgentId Agent = new("agent");

    private static readonly (string Name, string[] Roles)[] People =
    [
        ("alice", ["finance"]),
        ("bob", ["finance", "security"]),
        ("dave", ["security"]),
        ("erin", ["finance"]),
        ("zoe", []),
    ];

    /// <summary>Those whom some policy asks.</summary>
    public static IReadOnlyList<string> Asked { get; } = [.. People.Where(p => p.Roles.Length > 0).Select(p => p.Name)];

    /// <summary>Belongs to the tenant and may review nothing.</summary>
    public static string Outsider => "zoe";

    /// <summary>Makes the tenants in the directory of a server that does not run yet.</summary>
    /// <param name="directory">The server's data.</param>
    /// <param name="tokensFrom">When the persons' tokens begin to be valid; they are for a week.</param>
    /// <param name="names">The tenants'.</param>
    public static async Task<IReadOnlyList<LoadTenant>> CreateAsync(string directory, DateTimeOffset tokensFrom, params string[] names)
    {
        var issuer = LocalIssuer.Open(directory, new HostingEnvironment { EnvironmentName = Environments.Development });
        var options = new EmbeddedOptions { Path = Path.Combine(directory, "approvals.db") };
        await using var engine = EmbeddedEngine.Open(
            options, new NoPermits(), TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
        var tenants = new List<LoadTenant>();
        foreach (var name in names)
        {
            tenants.Add(await CreateAsync(engine.Tenants, issuer, tokensFrom, name));
        }

        return tenants;
    }

    private static async Task<LoadTenant> CreateAsync(ITenants tenants, LocalIssuer issuer, DateTimeOffset tokensFrom, string name)
    {
        var now = TimeProvider.System.GetUtcNow();
        var audience = $"load:{name}";
        var (agent, executor, admin) = (ApiKeyText.Draw(), ApiKeyText.Draw(), ApiKeyText.Draw());
        var outcome = await tenants.CreateAsync(
            new TenantId(name),
            [
                new TenantChange.TrustIssuer(new TrustedIssuer(LocalIssuer.Name, audience)),
                new TenantChange.PutAgent(new Agent(Agent)),
                .. People.Select(p => new TenantChange.PutReviewer(new Reviewer
                {
                    Id = new ReviewerId(p.Name),
                    Roles = [.. p.Roles.Select(r => new RoleName(r))],
                    Identities = [new Identity(LocalIssuer.Name, p.Name)],
                })),
                new TenantChange.AddKey(agent.ToStored(new KeyHolder.ForAgent(Agent), now, ApiKey.AnyEnvironment)),
                new TenantChange.AddKey(executor.ToStored(new KeyHolder.ForExecutor(new ExecutorId(Executor)), now)),
                new TenantChange.AddKey(admin.ToStored(new KeyHolder.ForAdmin(), now)),
            ],
            CancellationToken.None);
        Assert.IsType<TenantOutcome.Stored>(outcome);
        return new LoadTenant(
            name,
            agent.Reveal(),
            executor.Reveal(),
            admin.Reveal(),
            People.ToDictionary(p => p.Name, p => issuer.Issue(p.Name, audience, tokensFrom), StringComparer.Ordinal));
    }

    /// <summary>Nothing is claimed before the server runs.</summary>
    private sealed class NoPermits : IPermitSigner
    {
        public string Sign(ApprovalRequest claimed) => throw new InvalidOperationException("Only the server signs.");
    }
}
