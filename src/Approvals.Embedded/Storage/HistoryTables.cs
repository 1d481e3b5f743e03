using Approvals.Core.Requests;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>What is kept of requests beside their rows: how many wait, what was denied, and what was given up.</summary>
internal sealed class HistoryTables(SqliteConnection connection) : IDisposable
{
    private readonly ParkedTable _parked = new(connection);

    public PendingCounts Pending { get; } = new(connection);

    public DenialTable Denials { get; } = new(connection);

    /// <summary>Keeps it as the request's record now has it.</summary>
    public void Keep(long seq, RequestRow row)
    {
        var request = row.Record.Request;
        var before = row.Before?.Record;
        Pending.Add(request.Tenant, request.Agent, Waits(request) - (before is null ? 0 : Waits(before.Request)));
        if (before?.Request.Decision is null && EarlierDenial.Of(request) is { } denial)
        {
            Denials.Put(request, denial.At, seq);
        }

        _parked.Keep(request.Tenant, seq, before?.Parked is not null, row.Record.Parked is not null);
    }

    public void Dispose()
    {
        _parked.Dispose();
        Pending.Dispose();
        Denials.Dispose();
    }

    private static int Waits(ApprovalRequest request) => request.Status == RequestStatus.Pending ? 1 : 0;
}
