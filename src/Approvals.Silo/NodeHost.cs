using System.Net.Sockets;
using Approvals.Channels;
using Approvals.Core.Ports;
using Approvals.GrainContracts.Client;
using Approvals.Grains;
using Approvals.Grains.Storage;
using Approvals.Web;
using Approvals.Web.Authentication;
using Approvals.Web.Permits;
using Microsoft.Extensions.Options;

namespace Approvals.Silo;

/// <summary>Composes a node: the grains, the front end, or both.</summary>
internal static class NodeHost
{
    /// <summary>What is under way is finished, and the grains are handed over; then the process ends whatever is left.</summary>
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(60);

    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="StartException">It cannot start.</exception>
    public static async Task RunAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder();
        var options = Configuration.Of(builder.Configuration);
        var mistakes = SettingsCheck.FindMistakes(builder.Configuration, ApprovalsChannels.Settings);
        if (mistakes.Count > 0)
        {
            throw new StartException(string.Join('\n', mistakes));
        }

        await options.RefuseOpenPortsAsync(cancellation);
        var database = new DatabaseOptions { ConnectionString = options.FullConnectionString(), ServiceId = options.ServiceId };
        if (options.Role != NodeRole.Gateway)
        {
            await SchemaMigrations.ApplyAsync(database.ConnectionString, cancellation);
        }

        using var logs = LoggerFactory.Create(static l => l.AddConsole());
        await using var time = await DatabaseTime.OpenAsync(
            database.ConnectionString, logs.CreateLogger<DatabaseTime>(), cancellation);
        builder.Services.AddSingleton(time).AddHostedService(static s => s.GetRequiredService<DatabaseTime>());
        await OrleansSetup.AddAsync(builder, options, database, SecretFiles.ReadGateway(options.Secrets), time, cancellation);
        AddFrontEnd(builder, options);
        await using var app = builder.Build();
        app.MapApprovals();
        await ListenAsync(app, cancellation);
        app.Services.GetService<SelfWork>()?.Start();
        await app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>A silo has the front end as well, for its health; whether callers are sent to it is the operator's to say.</summary>
    private static void AddFrontEnd(WebApplicationBuilder builder, NodeOptions options)
    {
        builder.Services.Configure<HostOptions>(static o => o.ShutdownTimeout = LongestShutdown);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Orleans", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        // That its keys are in files which their owner alone reads is as it should be.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddSingleton(s => SecretFiles.OpenSigner(options.Secrets, s.GetRequiredService<IOptions<ApprovalsWebOptions>>()));
        builder.Services.AddSingleton<IPermitSigner>(static s => s.GetRequiredService<PermitSigner>());
        builder.Services.AddSingleton(_ => SecretFiles.ReadMaster(options.Secrets));
        SecretFiles.AddKeys(builder.Services, options.Secrets);
        builder.Services.AddApprovalsChannels();
        builder.Services.AddSingleton(static s => s.GetRequiredService<ClusterApprovals>().Requests);
        builder.Services.AddSingleton(static s => s.GetRequiredService<ClusterApprovals>().Policies);
        builder.Services.AddSingleton(static s => s.GetRequiredService<ClusterApprovals>().Tenants);
        builder.Services.AddSingleton(static s => s.GetRequiredService<ClusterApprovals>().Outbox);
        builder.Services.AddSingleton(static s => s.GetRequiredService<ClusterApprovals>().Audit);
        builder.Services.AddSingleton(static s => s.GetRequiredService<ClusterApprovals>().Changes);
        builder.Services.AddSingleton(static s => new IssuerBackchannel(StrangersHttp.CreateHandler(
            s.GetRequiredService<IOptions<ApprovalsWebOptions>>().Value.PrivateIssuers ?? s.GetRequiredService<IHostEnvironment>().IsDevelopment())));
        builder.Services.AddApprovalsWeb();
        // What has an end by the clock, keys and tokens among it, ends by the cluster's.
        builder.Services.AddSingleton<TimeProvider>(static s => s.GetRequiredService<DatabaseTime>());
        builder.Services.AddSingleton<NodeHealth>();
        builder.Services.AddHostedService(s => new Drain(s.GetRequiredService<NodeHealth>(), options.DrainTime));
        builder.Services.AddHealthChecks().AddCheck<NodeHealth>("cluster");
        builder.AddTelemetry(options.Role);
    }

    private static async Task ListenAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is FormatException or IOException or SocketException)
        {
            throw new StartException($"The node cannot listen: {e.Message}", e);
        }
    }
}
