using System.Globalization;
using Approvals.Core.Audit;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Grains.Calls;
using Approvals.Grains.Storage;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Wire;
using Npgsql;
using Orleans.Concurrency;

namespace Approvals.Grains.Auditing;

/// <summary>Writes the log of administrative acts to the database, and reads it there.</summary>
[GrainType("approvals.audit"), StatelessWorker(CallsAtOnce)]
internal sealed class AuditGrain(ClusterDatabase database, EngineTime time) : Grain, IAuditGrain
{
    private const int CallsAtOnce = 32;

    private TenantId Tenant =>
        GrainKeys.ParseTenant(this.GetPrimaryKeyString()) ?? throw new EngineException("That is no tenant's key.");

    public async Task<long> BeginAsync(Envelope act)
    {
        CallRights.Current.RequireAdmin();
        var begun = act.ReadCall<AuditedAct>();
        return await database.ReadFirstAsync<long>(
            "INSERT INTO audit (tenant, at, actor, act, subject) VALUES ($1, $2, $3, $4, $5) RETURNING seq",
            Tenant.Value,
            time.Now.UtcTicks,
            begun.By,
            begun.Act,
            begun.Subject);
    }

    public async Task EndAsync(Envelope end)
    {
        CallRights.Current.RequireAdmin();
        var ended = end.ReadCall<AuditEndCall>();
        await database.ExecuteAsync(
            "UPDATE audit SET outcome = $3, tag = $4, created = $5 WHERE seq = $1 AND tenant = $2 AND outcome IS NULL",
            ended.Place,
            Tenant.Value,
            ended.End.Outcome,
            ended.End.Tag,
            ended.End.Created);
    }

    public async Task<Envelope> ListAsync(Envelope page)
    {
        CallRights.Current.RequireAuditor();
        var call = page.ReadCall<AuditCall>();
        var after = long.MaxValue;
        if (call.After is not null && !long.TryParse(call.After, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return Message.Of(new AuditAnswer(null));
        }

        var limit = Math.Clamp(call.Limit, 1, AuditPage.MaxLimit);
        var rows = await database.ReadAsync(
            static row => (Place: row.GetInt64(0), Entry: Read(row)),
            """
            SELECT seq, at, actor, act, subject, outcome, tag, created FROM audit
            WHERE tenant = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3
            """,
            Tenant.Value,
            after,
            limit + 1);
        return Message.Of(new AuditAnswer(new AuditPage(
            [.. rows.Take(limit).Select(r => r.Entry)],
            rows.Count > limit ? rows[limit - 1].Place.ToString(CultureInfo.InvariantCulture) : null)));
    }

    private static AuditEntry Read(NpgsqlDataReader row) => new(
        new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
        new AuditedAct(row.GetString(2), row.GetString(3), row.GetString(4)),
        Text(row, 5) is { } outcome ? new AuditedEnd(outcome, Text(row, 6), Text(row, 7)) : null);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
