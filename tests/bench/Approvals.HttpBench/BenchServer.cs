using System.Diagnostics;
using Approvals.Channels;
using Approvals.Channels.Callback;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.Embedded;
using Approvals.Web;
using Approvals.Web.Authentication;
using Approvals.Web.Limits;
using Approvals.Web.Permits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Approvals.HttpBench;

/// <summary>The front end on the embedded engine as the server has it, and beside it an endpoint that does nothing.</summary>
internal static class BenchServer
{
    public const string Empty = "/empty";

    private const string Audience = "approvals:bench";

    private const string Policy =
        """
        policy: bench
        rules:
          - { tool: "report.read", action: allow, reason: "Everybody may read reports" }
          - tool: "payment.send"
            action: escalate
            when: { args.amount: { gt: 100 } }
            reason: "Payments over $100 require approval"
            approval: { threshold: 1, roles: [finance] }
        """;

    private static readonly TenantId Tenant = new("bench");
    private static readonly AgentId Agent = new("agent");

    /// <summary>Runs until standard input ends.</summary>
    public static async Task RunAsync(DirectoryInfo directory)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var signer = PermitSigner.Open(directory.FullName, Options.Create(new ApprovalsWebOptions()));
        var issuer = LocalIssuer.Open(directory.FullName, builder.Environment);
        // That issuer alone is for development; all else is as in production.
        builder.Environment.EnvironmentName = Environments.Production;
        await using var engine = EmbeddedEngine.Open(
            new EmbeddedOptions { Path = Path.Combine(directory.FullName, "bench.db") }, signer, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
        builder.Services.AddSingleton(signer).AddSingleton(issuer)
            .AddSingleton(engine.Requests).AddSingleton(engine.Policies).AddSingleton(engine.Tenants).AddSingleton(engine.Outbox).AddSingleton(engine.Audit).AddSingleton(engine.Changes)
            .AddSingleton(new IssuerBackchannel(new SocketsHttpHandler()));
        // On, and wide enough for one key to make all the calls.
        builder.Services.Configure<LimitOptions>(static limits => limits.CallsPerSecondPerKey = limits.CallsPerSecondPerTenant = LimitOptions.Most);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(MasterSecret.Draw());
        builder.Services.AddApprovalsChannels();
        builder.Services.AddApprovalsWeb();
        await using var app = builder.Build();
        app.MapApprovals();
        app.MapGet(Empty, static () => Results.Ok()).ShortCircuit();
        engine.Start(new Deaf());
        var credentials = await FillAsync(engine, issuer);
        await app.StartAsync();
        Console.WriteLine($"{app.Urls.Single()} {credentials}");
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private static async Task<string> FillAsync(EmbeddedEngine engine, LocalIssuer issuer)
    {
        var now = DateTimeOffset.UtcNow;
        var (agent, executor) = (ApiKeyText.Draw(), ApiKeyText.Draw());
        var reviewer = new Reviewer
        {
            Id = new ReviewerId("alice"),
            Roles = [new RoleName("finance")],
            Identities = [new Identity(LocalIssuer.Name, "alice")],
        };
        TenantChange[] entries =
        [
            new TenantChange.TrustIssuer(new TrustedIssuer(LocalIssuer.Name, Audience)),
            new TenantChange.PutAgent(new Agent(Agent)),
            new TenantChange.LimitPending(Core.Tenants.Tenant.MostPending),
            new TenantChange.PutReviewer(reviewer),
            new TenantChange.AddKey(agent.ToStored(new KeyHolder.ForAgent(Agent), now)),
            new TenantChange.AddKey(executor.ToStored(new KeyHolder.ForExecutor(new ExecutorId("payments")), now)),
        ];
        if (await engine.Tenants.CreateAsync(Tenant, entries, default) is not TenantOutcome.Stored
            || await engine.Policies.PublishAsync(Tenant, new Publication(new PolicyName("bench"), Policy, null, "bench"), default) is not PublishOutcome.Published)
        {
            throw new UnreachableException("The server could not be filled.");
        }

        return $"{agent.Reveal()} {executor.Reveal()} {issuer.Issue("alice", Audience, now)}";
    }

    /// <summary>Takes every effect, and does nothing with it.</summary>
    private sealed class Deaf : IChannel
    {
        private static readonly Task<DeliveryResult> Done = Task.FromResult<DeliveryResult>(new DeliveryResult.Done());

        public Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation) => Done;
    }
}
