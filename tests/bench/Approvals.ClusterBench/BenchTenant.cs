using System.Diagnostics;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;
using Approvals.GrainContracts.Client;
using Approvals.GrainContracts.Credentials;
using Approvals.Grains;
using Approvals.Web.Authentication;
using Approvals.Web.Tests.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Approvals.ClusterBench;

/// <summary>The tenant that is measured, and the credentials of its callers.</summary>
internal static class BenchTenant
{
    private const string Audience = "approvals:bench";

    private const string Policy =
        """
        policy: bench
        rules:
          - tool: "payment.send"
            action: escalate
            when: { args.amount: { gt: 100 } }
            reason: "Payments over $100 require approval"
            approval: { threshold: 1, roles: [finance], timeout: 30d }
        """;

    private static readonly TenantId Tenant = new("bench");
    private static readonly AgentId Agent = new("agent");

    /// <summary>By the names of the variables that the scripts read.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CreateAsync(LocalCluster cluster, TestIssuer issuer)
    {
        var now = DateTimeOffset.UtcNow;
        var (agent, executor) = (ApiKeyText.Draw(), ApiKeyText.Draw());
        var reviewer = new Reviewer
        {
            Id = new ReviewerId("alice"),
            Roles = [new RoleName("finance")],
            Identities = [new Identity(issuer.Name, "alice")],
        };
        TenantChange[] entries =
        [
            new TenantChange.TrustIssuer(new TrustedIssuer(issuer.Name, Audience)),
            new TenantChange.PutAgent(new Agent(Agent)),
            new TenantChange.LimitPending(Core.Tenants.Tenant.MostPending),
            new TenantChange.PutReviewer(reviewer),
            new TenantChange.AddKey(agent.ToStored(new KeyHolder.ForAgent(Agent), now)),
            new TenantChange.AddKey(executor.ToStored(new KeyHolder.ForExecutor(new ExecutorId("payments")), now)),
        ];
        using var client = await ConnectAsync(cluster);
        var secret = GatewaySecret.Parse((await File.ReadAllTextAsync(Path.Combine(cluster.Secrets, "gateway.secret"))).Trim())!;
        var approvals = new ClusterApprovals(
            client.Services.GetRequiredService<IGrainFactory>(), new CallCredential.Gateway(secret, TimeProvider.System), TimeProvider.System);
        if (await approvals.Tenants.CreateAsync(Tenant, entries, default) is not TenantOutcome.Stored
            || await approvals.Policies.PublishAsync(Tenant, new Publication(new PolicyName("bench"), Policy, null, "bench"), default) is not PublishOutcome.Published)
        {
            throw new UnreachableException("The cluster could not be filled.");
        }

        await client.StopAsync();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AGENT_KEY"] = agent.Reveal(),
            ["EXECUTOR_KEY"] = executor.Reveal(),
            ["PERSON_TOKEN"] = issuer.Issue("alice", Audience, static token => token.Expires = DateTime.UtcNow.AddHours(6)),
        };
    }

    private static async Task<IHost> ConnectAsync(LocalCluster cluster)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.UseApprovalsMembership(cluster.Database);
            client.Services.Configure<ClusterOptions>(static o => (o.ClusterId, o.ServiceId) = ("approvals", "approvals"));
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
