using System.Text;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of requests as committed, for one reader at a time.</summary>
internal sealed class RequestReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _place;
    private readonly SqliteCommand _due;
    private readonly SqliteCommand _nextDue;
    private readonly SqliteCommand _outbox;
    private readonly SqliteCommand _nextOutbox;

    public RequestReader(SqliteConnection connection)
    {
        _connection = connection;
        _find = connection.Prepare("SELECT record FROM requests WHERE tenant = ?1 AND id = ?2", 2);
        _place = connection.Prepare("SELECT seq FROM requests WHERE tenant = ?1 AND id = ?2", 2);
        _due = connection.Prepare(
            "SELECT tenant, id FROM requests WHERE due_after < ?1 ORDER BY due_after LIMIT ?2", 2);
        _nextDue = connection.Prepare("SELECT min(due_after) FROM requests WHERE due_after IS NOT NULL", 0);
        _outbox = connection.Prepare(
            "SELECT tenant, id FROM requests WHERE outbox_due <= ?1 ORDER BY outbox_due LIMIT ?2", 2);
        _nextOutbox = connection.Prepare("SELECT min(outbox_due) FROM requests WHERE outbox_due > ?1", 1);
    }

    public RequestRecord? Find(RequestKey key)
    {
        using var reader = _find.Bind(key.Tenant.Value, key.Id.Value).ExecuteReader();
        return reader.Read() ? RequestRecord.FromJson(reader.GetFieldValue<byte[]>(0)) : null;
    }

    /// <summary>The requests that time has changed by now, the longest overdue first.</summary>
    public List<RequestKey> FindDue(DateTimeOffset now, int limit) => ReadKeys(_due.Bind(now.UtcTicks, limit));

    public DateTimeOffset? FindNextDue() => ReadTime(_nextDue);

    /// <summary>The requests with effects to carry out by now, the longest overdue first.</summary>
    public List<RequestKey> FindOutboxDue(DateTimeOffset now, int limit) => ReadKeys(_outbox.Bind(now.UtcTicks, limit));

    /// <summary>When the next effect after now is to be carried out.</summary>
    public DateTimeOffset? FindNextOutboxDue(DateTimeOffset now) => ReadTime(_nextOutbox.Bind(now.UtcTicks));

    /// <exception cref="ArgumentException">The filter's place in the list is none.</exception>
    public RequestPage List(TenantId tenant, RequestFilter filter)
    {
        using var command = _connection.CreateCommand();
        var where = new StringBuilder("tenant = $tenant");
        command.Parameters.AddWithValue("$tenant", tenant.Value);
        void Require(string condition, string name, object value)
        {
            where.Append(" AND ").Append(condition);
            command.Parameters.AddWithValue(name, value);
        }

        RequireVisible(filter.Viewer, Require);
        if (filter.Status is { } status)
        {
            Require("status = $status", "$status", EnumWords.Of(status));
        }

        if (filter.Tool is { } tool)
        {
            Require("tool = $tool", "$tool", tool);
        }

        if (filter.Agent is { } agent)
        {
            Require("agent = $agent", "$agent", agent.Value);
        }

        if (filter.Role is { } role)
        {
            Require(AnyRole("$role"), "$role", JsonSerializer.Serialize(new[] { role.Value }));
        }

        if (filter.ReviewableBy is { } person)
        {
            Require(AnyRole("$mine"), "$mine", RolesOf(person));
            Require("coalesce(owner, '') <> $me AND coalesce(on_behalf_of, '') <> $me", "$me", person.Id.Value);
        }

        if (filter.After is { } after)
        {
            Require("seq < $after", "$after", FindPlace(tenant, after));
        }

        command.CommandText = $"SELECT record FROM requests WHERE {where} ORDER BY seq DESC LIMIT $limit";
        command.Parameters.AddWithValue("$limit", filter.Limit + 1);
        return ReadPage(command, filter.Limit);
    }

    public void Dispose()
    {
        _find.Dispose();
        _place.Dispose();
        _due.Dispose();
        _nextDue.Dispose();
        _outbox.Dispose();
        _nextOutbox.Dispose();
        _connection.Dispose();
    }

    private static void RequireVisible(Viewer viewer, Action<string, string, object> require)
    {
        switch (viewer)
        {
            case Viewer.Agent(var agent):
                require("agent = $viewer", "$viewer", agent.Value);
                break;
            case Viewer.Executor(var executor):
                require("executor = $viewer", "$viewer", executor.Value);
                break;
            case Viewer.Person person:
                require(AnyRole("$viewer"), "$viewer", RolesOf(person));
                break;
            case Viewer.Auditor:
                break;
            default:
                throw new ArgumentException($"{viewer.GetType().Name} is not a viewer.", nameof(viewer));
        }
    }

    private static string AnyRole(string parameter) =>
        $"EXISTS (SELECT 1 FROM json_each(roles) AS r JOIN json_each({parameter}) AS p ON r.value = p.value)";

    private static string RolesOf(Viewer.Person person) => JsonSerializer.Serialize(
        person.Roles.Select(r => r.Value).Append(RequestTable.NameOf(person.Id)));

    private static RequestPage ReadPage(SqliteCommand command, int limit)
    {
        var items = new List<ApprovalRequest>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (items.Count == limit)
            {
                return new RequestPage(items, items[^1].Id.Value);
            }

            items.Add(RequestRecord.FromJson(reader.GetFieldValue<byte[]>(0)).Request);
        }

        return new RequestPage(items, null);
    }

    private static List<RequestKey> ReadKeys(SqliteCommand command)
    {
        var keys = new List<RequestKey>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            keys.Add(new RequestKey(new TenantId(reader.GetString(0)), RequestId.Parse(reader.GetString(1))!));
        }

        return keys;
    }

    /// <summary>The place of the last request of the page before, by its id: what a caller sees says nothing of others.</summary>
    private long FindPlace(TenantId tenant, string after) =>
        RequestId.Parse(after) is not null && _place.Bind(tenant.Value, after).ExecuteScalar() is long seq
            ? seq
            : throw new ArgumentException($"'{after}' is no place in the list of requests.", nameof(after));

    private static DateTimeOffset? ReadTime(SqliteCommand command) =>
        command.ExecuteScalar() is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
