using Microsoft.Data.Sqlite;

namespace Approvals.Bench;

/// <summary>SQLite as it comes, durable: one table, one thread, prepared statements, rows of the engine's size.</summary>
internal sealed class PlainSqlite : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly byte[] _record;
    private long _last;
    private long _written;

    public PlainSqlite(string file, int rowSize)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Prepare("PRAGMA journal_mode = WAL").ExecuteNonQuery();
        Prepare("PRAGMA synchronous = FULL").ExecuteNonQuery();
        Prepare("CREATE TABLE rows (id INTEGER PRIMARY KEY, record BLOB NOT NULL) STRICT").ExecuteNonQuery();
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _record = new byte[rowSize];
        _insert = Prepare("INSERT INTO rows (id, record) VALUES ($id, $record)", _record);
        _update = Prepare("UPDATE rows SET record = $record WHERE id = $id", _record);
    }

    /// <summary>New rows, so many in a commit.</summary>
    public void Insert(int count, int inCommit) => Run(count, inCommit, _insert, i => ++_last);

    /// <summary>Changes as many of the newest rows, so many in a commit.</summary>
    public void Update(int count, int inCommit) => Run(count, inCommit, _update, i => _last - (i % _last));

    public void Dispose()
    {
        _insert.Dispose();
        _update.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _connection.Dispose();
    }

    private SqliteCommand Prepare(string sql, byte[]? record = null)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        if (record is not null)
        {
            command.Parameters.AddWithValue("$id", 0L);
            command.Parameters.AddWithValue("$record", record);
        }

        return command;
    }

    private void Run(int count, int inCommit, SqliteCommand command, Func<int, long> id)
    {
        for (var done = 0; done < count;)
        {
            _begin.ExecuteNonQuery();
            for (var end = Math.Min(count, done + inCommit); done < end; done++)
            {
                // SQLite leaves a row alone that is the same as before.
                _record.AsSpan().Fill((byte)++_written);
                command.Parameters[0].Value = id(done);
                command.ExecuteNonQuery();
            }

            _commit.ExecuteNonQuery();
        }
    }
}
