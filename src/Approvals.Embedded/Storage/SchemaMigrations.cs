using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>
/// Brings a file's schema to the newest version: numbered SQL, each applied once and in one transaction. The version
/// stands in SQLite's <c>user_version</c>.
/// </summary>
internal static class SchemaMigrations
{
    /// <summary>"APPR" in ASCII, in SQLite's <c>application_id</c>: the file is ours.</summary>
    private const int ApplicationId = 0x41505052;

    private static readonly SortedDictionary<int, string> Scripts = ReadScripts();

    public static int Newest => Scripts.Keys.Max();

    /// <summary>Changes nothing: a file that is refused stays as it is.</summary>
    /// <exception cref="EngineStartException">The file is not ours, or a newer version wrote it.</exception>
    public static void Check(SqliteConnection connection, string path)
    {
        RefuseStranger(connection, path);
        var version = ReadVersion(connection);
        if (version > Newest)
        {
            throw new EngineStartException(
                $"The database {path} has schema version {version}, and this program knows {Newest} and older: a newer version of it wrote the file. Start that version, or restore a backup from before the upgrade.");
        }
    }

    /// <summary>For those that read beside the engine, and so cannot bring the file to the newest version.</summary>
    /// <exception cref="EngineStartException">The file is not ours, or of another version.</exception>
    public static void RequireNewest(SqliteConnection connection, string path)
    {
        Check(connection, path);
        if (ReadVersion(connection) != Newest)
        {
            throw new EngineStartException(
                $"The database {path} was written by an older version of this program. Start this version on it once, which brings it up to date.");
        }
    }

    public static void Apply(SqliteConnection connection)
    {
        var version = ReadVersion(connection);
        foreach (var (number, sql) in Scripts.Where(s => s.Key > version))
        {
            connection.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"BEGIN IMMEDIATE;\n{sql}\nPRAGMA application_id = {ApplicationId};\nPRAGMA user_version = {number};\nCOMMIT;"));
        }
    }

    private static int ReadVersion(SqliteConnection connection) => (int)connection.ExecuteInteger("PRAGMA user_version");

    private static void RefuseStranger(SqliteConnection connection, string path)
    {
        var isOurs = connection.ExecuteInteger("PRAGMA application_id") == ApplicationId;
        var isEmpty = connection.ExecuteInteger("SELECT count(*) FROM sqlite_schema") == 0;
        if (!isOurs && !isEmpty)
        {
            throw new EngineStartException($"{path} is a SQLite database of another program. Choose another data directory.");
        }
    }

    private static SortedDictionary<int, string> ReadScripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var scripts = new SortedDictionary<int, string>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)))
        {
            var number = name.Split('.')[^2].Split('_')[0];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            scripts.Add(int.Parse(number, CultureInfo.InvariantCulture), reader.ReadToEnd());
        }

        return scripts;
    }
}
