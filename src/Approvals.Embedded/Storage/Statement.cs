using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Approvals.Embedded.Storage;

/// <summary>
/// A statement that is kept prepared, its parameters bound by their place. On the writer's path a
/// <see cref="SqliteCommand"/>, which looks parameters up by name, costs more than the statement itself.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const uint Persistent = 1;

    /// <summary>In bytes: what fits on the stack.</summary>
    private const int ShortText = 512;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v3(connection.Handle, sql, Persistent, out _statement));
    }

    public Statement Text(int place, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(_statement, place));
            return this;
        }

        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> utf8 = most <= ShortText ? stackalloc byte[ShortText] : new byte[most];
        Check(raw.sqlite3_bind_text(_statement, place, utf8[..Encoding.UTF8.GetBytes(value, utf8)]));
        return this;
    }

    public Statement Integer(int place, long? value)
    {
        Check(value is { } number
            ? raw.sqlite3_bind_int64(_statement, place, number)
            : raw.sqlite3_bind_null(_statement, place));
        return this;
    }

    public Statement Blob(int place, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, place, value));
        return this;
    }

    /// <returns>How many rows it changed.</returns>
    public int Execute()
    {
        try
        {
            Check(raw.sqlite3_step(_statement));
            return raw.sqlite3_changes(_connection.Handle);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>What is made of the first row; default where there is none.</summary>
    public T? ReadFirst<T>(Func<sqlite3_stmt, T> read)
    {
        try
        {
            var result = raw.sqlite3_step(_statement);
            Check(result);
            return result == raw.SQLITE_ROW ? read(_statement) : default;
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        }
    }
}
