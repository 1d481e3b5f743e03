using System.Net.Sockets;
using System.Security.Cryptography;
using Approvals.Channels;
using Approvals.Channels.Callback;
using Approvals.Core.Ports;
using Approvals.Embedded;
using Approvals.Server.Demo;
using Approvals.Web;
using Approvals.Web.Authentication;
using Approvals.Web.Permits;
using Microsoft.Extensions.Options;

namespace Approvals.Server;

/// <summary>Composes the embedded engine, the front end and the channels into one process.</summary>
internal static class ServerHost
{
    /// <summary>Held answers are let go of at once; this is for clients that never finish what they send.</summary>
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(5);

    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="StartException">It cannot start.</exception>
    public static async Task RunAsync(DirectoryInfo data, string urls, CancellationToken cancellation)
    {
        var directory = DataDirectory.Ensure(data);
        await using var app = Build(directory, urls);
        var engine = app.Services.GetRequiredService<EmbeddedEngine>();
        engine.Start(app.Services.GetRequiredService<IChannel>());
        app.MapApprovals();
        var demo = app.Environment.IsDevelopment()
            ? await DemoTenant.EnsureAsync(
                directory, engine, app.Services.GetRequiredService<LocalIssuer>(), app.Services.GetRequiredService<MasterSecret>(), cancellation)
            : null;
        await ListenAsync(app, urls, cancellation);
        if (demo is not null)
        {
            var policies = await engine.Policies.FindAsync(DemoTenant.Id, cancellation);
            Console.WriteLine(DemoGreeting.Of(demo, directory, app.Urls.First(), policies));
        }

        await app.WaitForShutdownAsync(cancellation);
    }

    private static async Task ListenAsync(WebApplication app, string urls, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or IOException or SocketException or CryptographicException)
        {
            throw new StartException($"The server cannot listen on '{urls}': {e.Message}", e);
        }
    }

    private static WebApplication Build(string directory, string urls)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(urls);
        var mistakes = SettingsCheck.FindMistakes(
            builder.Configuration, [.. ApprovalsChannels.Settings, (ServerOptions.Section, typeof(ServerOptions))]);
        if (mistakes.Count > 0)
        {
            throw new StartException(string.Join('\n', mistakes));
        }

        builder.AddTelemetry();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = LongestShutdown);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // That its keys are in files which their owner alone reads is as it should be.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Why the server cannot listen is told in a sentence: see ListenAsync.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        AddEngine(builder.Services, directory);
        AddLocalIssuer(builder, directory);
        builder.Services.AddApprovalsWeb();
        builder.Services.AddHealthChecks().AddCheck<EngineHealth>("engine");
        return builder.Build();
    }

    private static void AddEngine(IServiceCollection services, string directory)
    {
        services.AddSingleton(s => PermitSigner.Open(directory, s.GetRequiredService<IOptions<ApprovalsWebOptions>>()));
        services.AddSingleton(s => DataDirectory.OpenEngine(
            directory,
            s.GetRequiredService<PermitSigner>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<EmbeddedEngine>>()));
        services.AddSingleton<IRequests>(s => s.GetRequiredService<EmbeddedEngine>().Requests);
        services.AddSingleton<IPolicies>(s => s.GetRequiredService<EmbeddedEngine>().Policies);
        services.AddSingleton<ITenants>(s => s.GetRequiredService<EmbeddedEngine>().Tenants);
        services.AddSingleton<IOutbox>(s => s.GetRequiredService<EmbeddedEngine>().Outbox);
        services.AddSingleton<IAudit>(s => s.GetRequiredService<EmbeddedEngine>().Audit);
        services.AddSingleton<IChanges>(s => s.GetRequiredService<EmbeddedEngine>().Changes);
        services.AddSingleton(_ => MasterSecretFile.LoadOrCreate(directory));
        services.AddOwnKeys(directory);
        services.AddApprovalsChannels();
        services.AddSingleton(s => new IssuerBackchannel(StrangersHttp.CreateHandler(
            s.GetRequiredService<IOptions<ApprovalsWebOptions>>().Value.PrivateIssuers ?? s.GetRequiredService<IHostEnvironment>().IsDevelopment())));
    }

    private static void AddLocalIssuer(WebApplicationBuilder builder, string directory)
    {
        var environment = builder.Environment;
        var wanted = builder.Configuration.GetSection(ServerOptions.Section).Get<ServerOptions>()?.LocalIssuer;
        if (!(wanted ?? environment.IsDevelopment()))
        {
            return;
        }

        try
        {
            builder.Services.AddSingleton(LocalIssuer.Open(directory, environment));
        }
        catch (InvalidOperationException e)
        {
            throw new StartException(e.Message, e);
        }
    }
}
