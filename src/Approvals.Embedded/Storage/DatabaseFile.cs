using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Approvals.Embedded.Storage;

/// <summary>The SQLite file: locked, checked, brought to the newest schema, and opened durable.</summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly string _path;
    private readonly FileLock _lock;

    private DatabaseFile(string path, FileLock fileLock)
    {
        _path = path;
        _lock = fileLock;
    }

    /// <exception cref="EngineStartException">It is locked, not ours, damaged, or of a newer version.</exception>
    public static DatabaseFile Open(string path)
    {
        var file = new DatabaseFile(path, FileLock.Take(path));
        try
        {
            using var connection = OpenConnection(path, SqliteOpenMode.ReadWriteCreate);
            SchemaMigrations.Check(connection, path);
            MakeDurable(connection);
            SchemaMigrations.Apply(connection);
            ChangePlaces.BeginEpoch(connection);
            RestrictToOwner(path);
            return file;
        }
        catch (SqliteException e)
        {
            file.Dispose();
            throw new EngineStartException($"The database {path} cannot be opened: {e.Message}", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The connection of the one writer. It leaves checkpoints to others.</summary>
    public SqliteConnection ConnectWriter(TimeSpan busyTimeout)
    {
        var connection = Connect();
        _ = raw.sqlite3_busy_timeout(connection.Handle, (int)busyTimeout.TotalMilliseconds);
        connection.Execute("PRAGMA wal_autocheckpoint = 0");
        // In KB: the pages that new requests land on, and most of those that tell that an id is new.
        connection.Execute("PRAGMA cache_size = -32768");
        return connection;
    }

    /// <summary>The connection that checkpoints; it waits for nobody.</summary>
    public SqliteConnection ConnectCheckpoints() => Connect();

    /// <summary>A connection that sees what is committed, and changes nothing.</summary>
    public SqliteConnection ConnectReader()
    {
        var connection = Connect();
        connection.Execute("PRAGMA query_only = ON");
        return connection;
    }

    /// <summary>A connection to a file that a running engine may have open. It sees what is committed.</summary>
    /// <exception cref="EngineStartException">It is not ours, or of another version.</exception>
    public static SqliteConnection ConnectBeside(string path)
    {
        var connection = OpenConnection(path, SqliteOpenMode.ReadWrite);
        try
        {
            connection.Execute("PRAGMA query_only = ON");
            SchemaMigrations.RequireNewest(connection, path);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Only the owner reads what agents asked and people answered.</summary>
    private static void RestrictToOwner(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static void MakeDurable(SqliteConnection connection)
    {
        connection.Execute("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = FULL");
    }

    private SqliteConnection Connect()
    {
        var connection = OpenConnection(_path, SqliteOpenMode.ReadWrite);
        MakeDurable(connection);
        return connection;
    }

    /// <summary>A connection that has changed nothing: the file may be a stranger's.</summary>
    private static SqliteConnection OpenConnection(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        return connection;
    }
}
