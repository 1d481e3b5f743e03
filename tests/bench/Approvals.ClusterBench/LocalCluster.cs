using System.Diagnostics;
using System.Globalization;
using Approvals.Grains.Storage;
using Npgsql;

namespace Approvals.ClusterBench;

/// <summary>The cluster of <c>deploy/local-cluster</c>: a PostgreSQL, silos and a gateway on ports of the loopback address.</summary>
internal sealed class LocalCluster(DirectoryInfo directory, int port)
{
    private static readonly string Script = Path.Combine(FindRoot(AppContext.BaseDirectory), "deploy", "local-cluster", "cluster");

    public string Gateway => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port + 10}");

    public string Database => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=postgres;Database=approvals");

    public int DatabasePort => port;

    public string Secrets => Path.Combine(directory.FullName, "secrets");

    public Task StartAsync(int silos) => RunAsync("start", silos.ToString(CultureInfo.InvariantCulture));

    public Task AddSiloAsync() => RunAsync("add");

    public Task StopAsync() => RunAsync("stop");

    /// <summary>One more database with our schema, beside the cluster's.</summary>
    public async Task CreateDatabaseAsync(string name)
    {
        await using (var source = NpgsqlDataSource.Create(Database))
        {
            await using var command = source.CreateCommand($"CREATE DATABASE {name}");
            await command.ExecuteNonQueryAsync();
        }

        await SchemaMigrations.ApplyAsync(new NpgsqlConnectionStringBuilder(Database) { Database = name }.ConnectionString, CancellationToken.None);
    }

    /// <summary>What each silo has in memory, in MB.</summary>
    public IEnumerable<double> MemoryOfSilos() => directory.EnumerateFiles("silo-*.pid").OrderBy(f => f.Name, StringComparer.Ordinal).Select(file =>
    {
        using var silo = Process.GetProcessById(int.Parse(File.ReadAllText(file.FullName), CultureInfo.InvariantCulture));
        return silo.WorkingSet64 / 1e6;
    });

    private static string FindRoot(string from) => File.Exists(Path.Combine(from, "OrleansApprovals.sln"))
        ? from
        : FindRoot(Path.GetDirectoryName(from) ?? throw new InvalidOperationException("The bench runs within the repository."));

    private async Task RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [Script, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["CLUSTER_DIR"] = directory.FullName;
        start.Environment["CLUSTER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["NODE_DLL"] = Path.Combine(AppContext.BaseDirectory, "Approvals.Silo.dll");
        // The persons' issuer is on this machine, without TLS.
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["Approvals__Limits__CallsPerSecondPerKey"] = "1000000";
        start.Environment["Approvals__Limits__CallsPerSecondPerTenant"] = "1000000";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"cluster {string.Join(' ', arguments)}: {output}");
        }
    }
}
