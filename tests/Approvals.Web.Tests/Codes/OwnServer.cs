using System.Net;
using Approvals.Conformance.Fixture;
using Approvals.Channels;
using Approvals.Channels.Callback;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.Embedded;
using Approvals.Web.Authentication;
using Approvals.Web.Limits;
using Approvals.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Tests.Codes;

/// <summary>
/// The front end over real HTTP, inside the test: its clock stands still until the test moves it, and its engine fails
/// when it is told to.
/// </summary>
public sealed class OwnServer : IAsyncLifetime
{
    private static readonly string[] People = ["alice", "bob", "carol"];

    private const string Audience = "approvals:demo";

    /// <summary>What one key may.</summary>
    internal const int CallsPerSecond = 100;

    internal const int Waits = 2;

    private static readonly TenantId Tenant = new("demo");

    private readonly TemporaryDirectory _data = new();
    private WebApplication? _app;
    private EmbeddedEngine? _engine;

    internal ManualTime Time { get; } = new();

    internal FaultyRequests Requests { get; private set; } = null!;

    internal FaultyAudit Audit { get; private set; } = null!;

    internal ITenants Tenants => _engine!.Tenants;

    internal ApiClient Client { get; private set; } = null!;

    internal DemoFile Demo { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var signer = Permits.PermitSigner.Open(_data.Path, Options.Create(new ApprovalsWebOptions()));
        var issuer = LocalIssuer.Open(_data.Path, builder.Environment);
        _engine = EmbeddedEngine.Open(
            new EmbeddedOptions { Path = _data["approvals.db"] }, signer, Time, NullLogger<EmbeddedEngine>.Instance);
        Requests = new FaultyRequests(_engine.Requests);
        Audit = new FaultyAudit(_engine.Audit);
        builder.Services.AddSingleton(signer);
        builder.Services.AddSingleton(issuer);
        builder.Services.AddSingleton<IRequests>(Requests);
        builder.Services.AddSingleton(_engine.Policies);
        builder.Services.AddSingleton(_engine.Tenants);
        builder.Services.AddSingleton(_engine.Outbox);
        builder.Services.AddSingleton<IAudit>(Audit);
        builder.Services.AddSingleton(_engine.Changes);
        builder.Services.Configure<LimitOptions>(limits => (limits.CallsPerSecondPerKey, limits.WaitsPerKey) = (CallsPerSecond, Waits));
        builder.Services.AddSingleton(new IssuerBackchannel(new SocketsHttpHandler()));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(MasterSecret.Draw());
        builder.Services.AddApprovalsChannels();
        builder.Services.AddApprovalsWeb();
        builder.Services.AddSingleton<TimeProvider>(Time);
        _app = builder.Build();
        _app.MapApprovals();
        await FillAsync(issuer);
        await _app.StartAsync();
        Client = new ApiClient(new Uri(_app.Urls.Single()));
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_engine is not null)
        {
            await _engine.DisposeAsync();
        }

        _data.Dispose();
    }

    /// <summary>The people, the agent and the policy that the other tests' server has.</summary>
    private async Task FillAsync(LocalIssuer issuer)
    {
        var agent = new AgentId("demo-agent");
        var (agentKey, executorKey) = (ApiKeyText.Draw(), ApiKeyText.Draw());
        Assert.IsType<TenantOutcome.Stored>(await _engine!.Tenants.CreateAsync(
            Tenant,
            [
                new TenantChange.TrustIssuer(new TrustedIssuer(LocalIssuer.Name, Audience)),
                new TenantChange.PutAgent(new Agent(agent)),
                Person("alice", "finance"),
                Person("bob", "finance", "security"),
                Person("carol", "owner", "admin"),
                new TenantChange.AddKey(agentKey.ToStored(new KeyHolder.ForAgent(agent), Time.GetUtcNow(), "test")),
                new TenantChange.AddKey(executorKey.ToStored(new KeyHolder.ForExecutor(new ExecutorId("payments")), Time.GetUtcNow())),
            ],
            CancellationToken.None));
        var source = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "policies", "payments.yaml"));
        Assert.IsType<PublishOutcome.Published>(await _engine.Policies.PublishAsync(
            Tenant, new Publication(new PolicyName("payments"), source, IfVersion: null, By: "tests"), CancellationToken.None));
        Demo = new DemoFile(
            agentKey.Reveal(),
            executorKey.Reveal(),
            CallbackSecret: "",
            People.ToDictionary(p => p, p => issuer.Issue(p, Audience, Time.GetUtcNow()), StringComparer.Ordinal));
    }

    private static TenantChange.PutReviewer Person(string id, params string[] roles) => new(new Reviewer
    {
        Id = new ReviewerId(id),
        Roles = [.. roles.Select(r => new RoleName(r))],
        Identities = [new Identity(LocalIssuer.Name, id)],
    });
}
