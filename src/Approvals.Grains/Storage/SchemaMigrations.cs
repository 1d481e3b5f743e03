using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Approvals.Grains.Storage;

/// <summary>
/// Brings a database's schema to the newest version: numbered SQL, each applied once and in one transaction, by one
/// process at a time.
/// </summary>
public static class SchemaMigrations
{
    /// <summary>"APPR" in ASCII: whoever migrates holds this advisory lock.</summary>
    private const int Lock = 0x41505052;

    private static readonly SortedDictionary<int, string> Scripts = ReadScripts();

    public static int Newest => Scripts.Keys.Max();

    /// <exception cref="SchemaException">A newer version of this program wrote the database.</exception>
    public static async Task ApplyAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({Lock})", cancellation);
        await ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_versions (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
            cancellation);
        var version = await ReadVersionAsync(connection, cancellation);
        if (version > Newest)
        {
            throw new SchemaException(
                $"The database has schema version {version}, and this program knows {Newest} and older: a newer version of it was here. Start that version.");
        }

        foreach (var (number, sql) in Scripts.Where(s => s.Key > version))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, sql, cancellation);
            await ExecuteAsync(
                connection,
                string.Create(CultureInfo.InvariantCulture, $"INSERT INTO schema_versions (version) VALUES ({number})"),
                cancellation);
            await transaction.CommitAsync(cancellation);
        }

        await ExecuteAsync(connection, "SELECT adopt_changes()", cancellation);
    }

    private static async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM schema_versions", connection);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static SortedDictionary<int, string> ReadScripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = new SortedDictionary<int, string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var number = name.Split('.')[^2].TrimStart('_').Split('_')[0];
            scripts.Add(int.Parse(number, CultureInfo.InvariantCulture), reader.ReadToEnd());
        }

        return scripts;
    }
}
