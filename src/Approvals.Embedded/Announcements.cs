using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Telemetry;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>Tells the rest of the engine what was committed.</summary>
internal sealed class Announcements(RequestMetrics metrics, TimeProvider time)
{
    /// <summary>Rings when a deadline or the end of a lease comes up.</summary>
    public Alarm DueAlarm { get; } = new(time);

    /// <summary>Who waits for a decision.</summary>
    public Waiters<RequestKey> Decisions { get; } = new();

    /// <summary>Who waits for any change.</summary>
    public Waiters<RequestKey> Changes { get; } = new();

    /// <summary>Who waits for any change of any request of a tenant.</summary>
    public Waiters<TenantId> Tenants { get; } = new();

    /// <summary>Takes the records that have effects.</summary>
    public Action<RequestKey, RequestRecord> Effects { get; set; } = static (_, _) => { };

    public void Announce(RequestRow row)
    {
        var request = row.Record.Request;
        metrics.Note(row.Before?.Record.Request, request);
        if (row.DueAfter is { } due)
        {
            DueAlarm.Ring(due);
        }

        if (!row.Record.Outbox.IsEmpty)
        {
            Effects(RequestKey.Of(request), row.Record);
        }

        var key = RequestKey.Of(request);
        Changes.Wake(key);
        if (row.Before?.Record.Request.Version != request.Version)
        {
            Tenants.Wake(request.Tenant);
        }

        if (request.Status != RequestStatus.Pending)
        {
            Decisions.Wake(key);
        }
    }
}
