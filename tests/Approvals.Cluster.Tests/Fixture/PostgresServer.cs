using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Approvals.Cluster.Tests.Fixture;
using Approvals.Grains.Storage;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Approvals.Cluster.Tests.Fixture;

/// <summary>A PostgreSQL of the tests' own: in a temporary directory, on a free port of the loopback address.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Template = "approvals_template";
    private const string Account = "postgres";

    private static readonly string[] Places = ["/usr/lib/postgresql/17/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/15/bin"];

    private static readonly string[] SmallLog = ["-c", "max_wal_size=16MB", "-c", "min_wal_size=2MB"];

    /// <summary>All tables but those that the migrations fill.</summary>
    private const string Empty = """
        DO $$ BEGIN
            EXECUTE (
                SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY'
                FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('schema_versions', 'orleansquery'));
        END $$
        """;

    private static PostgresServer? _shared;

    private readonly ConcurrentBag<string> _emptied = [];
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("approvals-postgres-");
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly int _port = FreePort();
    private Process? _server;
    private int _databases;

    private bool _isDurable;
    private string? _log;
    private string _bin = "";

    public int Port => _port;

    /// <summary>One of a test's own, which keeps what it has answered if it is killed.</summary>
    /// <param name="log">A small disk for the write-ahead log; null for where everything is.</param>
    public static async Task<PostgresServer> StartDurableAsync(string? log = null)
    {
        var server = new PostgresServer { _isDurable = true, _log = log };
        await server.OpenAsync();
        return server;
    }

    /// <summary>The one that the assembly's tests share.</summary>
    public static PostgresServer Shared => _shared ?? throw new InvalidOperationException("PostgreSQL is not started.");

    public async ValueTask InitializeAsync()
    {
        await OpenAsync();
        _shared = this;
    }

    /// <summary>SIGKILL to all of it, as when the power fails; and a start after that.</summary>
    public async Task CrashAsync()
    {
        _server!.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        File.Delete(Path.Combine(_directory.FullName, "data", "postmaster.pid"));
        Start();
        await UntilAnsweringAsync();
    }

    /// <summary>Has every connection end, as an operator can.</summary>
    public Task DropConnectionsAsync() =>
        ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");

    /// <summary>Waits until it answers; if it gave up, it is started again.</summary>
    public async Task UntilUpAsync()
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (!await AnswersAsync())
        {
            Assert.False(limit.IsCancellationRequested, "PostgreSQL does not come up.");
            if (_server!.HasExited)
            {
                _server.Dispose();
                Start();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task OpenAsync()
    {
        var bin = Array.Find(Places, Directory.Exists);
        Assert.True(bin is not null, $"The tests need PostgreSQL 15 or newer in one of {string.Join(", ", Places)}.");
        var data = Path.Combine(_directory.FullName, "data");
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", [Account, _directory.FullName]);
        }

        // On a small disk, segments of 1 MB: it is full in the middle of one as well as at its end.
        string[] log = _log is null ? [] : ["-X", Path.Combine(_log, "wal"), "--wal-segsize=1"];
        if (_log is not null && Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", [Account, _log]);
        }

        await RunAsync($"{bin}/initdb", ["-D", data, "-A", "trust", "-U", Account, "-E", "UTF8", "--locale=C", "--no-sync", .. log]);
        _bin = bin;
        Start();
        await UntilAnsweringAsync();
        await ExecuteAsync($"CREATE DATABASE {Template}");
        await SchemaMigrations.ApplyAsync(ConnectionString(Template, pooling: false), default);
    }

    private void Start()
    {
        var durable = _isDurable ? "on" : "off";
        _server = StartProcess($"{_bin}/postgres",
        [
            "-D", Path.Combine(_directory.FullName, "data"), "-k", _directory.FullName, "-p", _port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=400", "-c", $"fsync={durable}", "-c", $"full_page_writes={durable}",
            "-c", "log_min_messages=panic", .. _log is null ? [] : SmallLog,
        ]);
    }

    /// <summary>A database with our schema and nothing in it, whoever had it before; its connection string.</summary>
    public async Task<string> TakeDatabaseAsync() => _emptied.TryTake(out var emptied) ? emptied : await CreateDatabaseAsync();

    /// <summary>Empties a database for the next who takes one. Nobody may be writing to it any more.</summary>
    public async Task GiveBackDatabaseAsync(string connectionString)
    {
        await Database.ExecuteAsync(connectionString, Empty);
        _emptied.Add(connectionString);
    }

    /// <summary>A new database with our schema and nothing in it; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        await _one.WaitAsync();
        try
        {
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
        }
        finally
        {
            _one.Release();
        }

        return ConnectionString(name, pooling: true);
    }

    public async Task DropDatabaseAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync($"DROP DATABASE {connection.Database} WITH (FORCE)");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false } server)
        {
            // Its "fast" shutdown.
            await RunAsync("kill", ["-INT", server.Id.ToString(CultureInfo.InvariantCulture)]);
            await server.WaitForExitAsync();
        }

        _server?.Dispose();
        _one.Dispose();
        _directory.Delete(recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>PostgreSQL does not run as root.</summary>
    private static Process StartProcess(string program, string[] arguments)
    {
        string[] asAccount = ["--reuid", Account, "--regid", Account, "--clear-groups", program];
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo("setpriv", [.. asAccount, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.WorkingDirectory = "/";
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = program.StartsWith('/') ? StartProcess(program, arguments) : Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    private string ConnectionString(string database, bool pooling) =>
        $"Host=127.0.0.1;Port={_port};Username={Account};Database={database};Pooling={pooling};Maximum Pool Size=60;Max Auto Prepare=40;Timeout=30";

    private async Task UntilAnsweringAsync()
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (!limit.IsCancellationRequested)
            {
                await Task.Yield();
            }
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", pooling: false));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
