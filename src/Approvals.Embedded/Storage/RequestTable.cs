using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of requests, for the writer.</summary>
internal sealed class RequestTable : IDisposable
{
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _update;
    private readonly SqliteCommand _postpone;

    public RequestTable(SqliteConnection connection)
    {
        _find = connection.Prepare("SELECT record FROM requests WHERE tenant = ?1 AND id = ?2", 2);
        _insert = connection.Prepare(
            """
            INSERT INTO requests
                (tenant, id, version, status, tool, agent, owner, on_behalf_of, executor, roles, due_after, outbox_due, record)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
            """,
            13);
        _update = connection.Prepare(
            """
            UPDATE requests
            SET version = ?3, status = ?4, executor = ?5, due_after = ?6, outbox_due = ?7, record = ?8
            WHERE tenant = ?1 AND id = ?2 AND version = ?9
            """,
            9);
        _postpone = connection.Prepare(
            "UPDATE requests SET due_after = max(due_after, ?3), outbox_due = max(outbox_due, ?3) WHERE tenant = ?1 AND id = ?2", 3);
    }

    public RequestRecord? Find(TenantId tenant, RequestId id)
    {
        using var reader = _find.Bind(tenant.Value, id.Value).ExecuteReader();
        return reader.Read() ? RequestRecord.FromJson(reader.GetFieldValue<byte[]>(0)) : null;
    }

    public void Insert(RequestRecord record)
    {
        var request = record.Request;
        _insert.Bind(
            request.Tenant.Value,
            request.Id.Value,
            request.Version,
            EnumWords.Of(request.Status),
            request.Action.Tool,
            request.Agent.Value,
            request.Owner?.Value,
            request.OnBehalfOf?.Value,
            request.Claim?.Executor.Value,
            RolesOf(record),
            request.DueAfter?.UtcTicks,
            record.OutboxDueAt?.UtcTicks,
            record.ToJson()).ExecuteNonQuery();
    }

    /// <exception cref="InvalidDataException">The row is not the one that was read: somebody else writes here.</exception>
    public void Update(RequestRecord record, int fromVersion)
    {
        var request = record.Request;
        var changed = _update.Bind(
            request.Tenant.Value,
            request.Id.Value,
            request.Version,
            EnumWords.Of(request.Status),
            request.Claim?.Executor.Value,
            request.DueAfter?.UtcTicks,
            record.OutboxDueAt?.UtcTicks,
            record.ToJson(),
            fromVersion).ExecuteNonQuery();
        if (changed != 1)
        {
            throw new InvalidDataException($"Request {request.Id} is not at version {fromVersion} any more.");
        }
    }

    /// <summary>Puts off what is due of a request whose record cannot be worked; the record itself stays as it is.</summary>
    public void Postpone(RequestKey key, DateTimeOffset until) =>
        _postpone.Bind(key.Tenant.Value, key.Id.Value, until.UtcTicks).ExecuteNonQuery();

    public void Dispose()
    {
        _postpone.Dispose();
        _find.Dispose();
        _insert.Dispose();
        _update.Dispose();
    }

    /// <summary>Who may come to review, later tiers among them: roles by their names, persons with an @ before theirs, which no role's name begins with.</summary>
    private static string RolesOf(RequestRecord record)
    {
        var requirements = record.Request.Evaluation.Requirements;
        var groups = requirements.SelectMany(r => r.Groups).ToList();
        var tiers = requirements.SelectMany(r => r.Tiers).ToList();
        return JsonSerializer.Serialize(groups.SelectMany(g => g.Roles).Concat(tiers.SelectMany(t => t.Roles)).Select(r => r.Value)
            .Concat(groups.SelectMany(g => g.Reviewers).Concat(tiers.SelectMany(t => t.Reviewers)).Select(NameOf))
            .Concat(record.Request.StepIns.Any(s => s > 0) ? [WellKnownRoles.Owner.Value] : [])
            .Distinct(StringComparer.Ordinal));
    }

    internal static string NameOf(ReviewerId person) => $"@{person}";
}
