using Approvals.Core.Identifiers;
using Approvals.Core.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Approvals.Embedded.Storage;

/// <summary>
/// The rows that find requests by their ids, for the writer. Those of new requests are added in runs: when many have
/// come, they are sorted beside the writer, and each transaction that adds requests takes some of them along, so that
/// many land on one page and no commit is long.
/// </summary>
internal sealed class RequestIdTable : IDisposable
{
    /// <summary>How many go along for each request that comes: a run is done before the next begins.</summary>
    private const int ForEach = 2;

    private readonly RecentIds _recent;
    private readonly int _run;
    private readonly Statement _find;
    private readonly Statement _add;
    private readonly Statement _end;
    private readonly List<KeyValuePair<RequestKey, long>> _added = [];
    private Task<KeyValuePair<RequestKey, long>[]>? _leaving;
    private int _left;
    private int _leftWithCommit;

    /// <param name="connection">The writer's.</param>
    /// <param name="recent">Those that are not in the file; filled from it.</param>
    /// <param name="run">How many come before they are brought to the file.</param>
    public RequestIdTable(SqliteConnection connection, RecentIds recent, int run)
    {
        _recent = recent;
        _run = run;
        _find = new(connection, "SELECT seq FROM request_ids WHERE tenant = ?1 AND id = ?2");
        // After a crash a part of the run is there already.
        _add = new(connection, "INSERT INTO request_ids (tenant, id, seq) VALUES (?1, ?2, ?3) ON CONFLICT (tenant, id) DO NOTHING");
        _end = new(connection, "UPDATE request_ids_end SET seq = ?1");
        recent.Add(ReadRecent(connection));
        BeginRun();
    }

    /// <summary>The row of a request, if it was not added by the transaction under way.</summary>
    public long? Find(RequestKey key)
    {
        if (_recent.Find(key) is { } recent)
        {
            return recent;
        }

        var seq = _find.Text(1, key.Tenant.Value).Text(2, key.Id.Value).ReadFirst(static row => raw.sqlite3_column_int64(row, 0));
        return seq == 0 ? null : seq;
    }

    public void Add(RequestKey key, long seq) => _added.Add(new(key, seq));

    /// <summary>The last of a transaction: takes some of the run along.</summary>
    public void Committing()
    {
        if (_added.Count == 0 || _leaving is not { IsCompletedSuccessfully: true, Result: var run })
        {
            return;
        }

        _leftWithCommit = Math.Min(run.Length - _left, ForEach * _added.Count);
        foreach (var (key, seq) in run.AsSpan(_left, _leftWithCommit))
        {
            _add.Text(1, key.Tenant.Value).Text(2, key.Id.Value).Integer(3, seq).Execute();
        }

        if (_left + _leftWithCommit == run.Length)
        {
            _end.Integer(1, run.Max(static added => added.Value)).Execute();
        }
    }

    public void Committed()
    {
        _recent.Add(_added);
        _added.Clear();
        _left += _leftWithCommit;
        _leftWithCommit = 0;
        if (_leaving is { IsCompletedSuccessfully: true, Result.Length: var length } && _left == length)
        {
            _recent.HaveLeft();
            _leaving = null;
            _left = 0;
        }

        BeginRun();
    }

    public void RolledBack()
    {
        _added.Clear();
        _leftWithCommit = 0;
    }

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _end.Dispose();
    }

    private static IEnumerable<KeyValuePair<RequestKey, long>> ReadRecent(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        if (connection.ExecuteInteger("SELECT count(*) FROM request_ids_end") != 1)
        {
            throw new StoredFormatException("It does not say which ids are in their order: the table request_ids_end has not one row.");
        }

        command.CommandText = "SELECT tenant, id, seq FROM requests WHERE seq > (SELECT seq FROM request_ids_end)";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new(
                new RequestKey(new TenantId(reader.GetString(0)), RequestId.Parse(reader.GetString(1))!), reader.GetInt64(2));
        }
    }

    private void BeginRun()
    {
        if (_leaving is null && _recent.Count >= _run)
        {
            var leaving = _recent.BeginToLeave();
            _leaving = Task.Run(() =>
            {
                Array.Sort(leaving, static (a, b) =>
                    string.CompareOrdinal(a.Key.Tenant.Value, b.Key.Tenant.Value) is not 0 and var order
                        ? order
                        : string.CompareOrdinal(a.Key.Id.Value, b.Key.Id.Value));
                return leaving;
            });
        }
    }
}
