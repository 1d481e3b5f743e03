using Approvals.Core.Identifiers;
using Approvals.Embedded.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded;

/// <summary>
/// Looks at what waits of a tenant again when its people change, and when somebody begins or ceases to stand in for
/// another. How far it came is in the file: what a crash interrupts goes on from there.
/// </summary>
internal sealed partial class Rechecks(
    EmbeddedRequests requests,
    EmbeddedTenants tenants,
    CommitQueue queue,
    RecheckTable table,
    RequestReaders readers,
    TimeProvider time,
    ILogger logger)
{
    private const int AtOnce = 256;

    public async Task RoundAsync(CancellationToken cancellation)
    {
        tenants.PeopleAlarm.Arm();
        while (readers.Read(reader => reader.FindRecheck(time.GetUtcNow())) is { } due)
        {
            await WalkAsync(due, cancellation);
        }

        await tenants.PeopleAlarm.SleepUntilAsync(readers.Read(reader => reader.FindNextRecheck()), cancellation);
    }

    [LoggerMessage(1060, LogLevel.Error, "Request {Request} cannot be looked at again after its tenant's people changed; its deadline still holds.")]
    private static partial void LogRecheckFailed(ILogger logger, Exception cause, RequestId request);

    private async Task WalkAsync(Recheck due, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var waiting = readers.Read(reader => reader.FindPending(due.Tenant, due.After, AtOnce));
        await Task.WhenAll(waiting.Select(w => RecheckAsync(w.Key, cancellation)));
        var next = tenants.Find(due.Tenant)?.NextPeopleChange(now);
        await queue.RunAsync(
            () => new Decided<bool>(true, Write: () =>
            {
                if (waiting.Count < AtOnce)
                {
                    table.Finish(due.Tenant, due.Version, next);
                }
                else
                {
                    table.Advance(due.Tenant, due.Version, waiting[^1].Place);
                }
            }),
            cancellation);
    }

    private async Task RecheckAsync(RequestKey key, CancellationToken cancellation)
    {
        try
        {
            await requests.RecheckAsync(key, cancellation);
        }
        // Where the storage fails or has no room, all of them are looked at again.
        catch (Exception e) when (e.InnerException is not SqliteException && e is not Core.Ports.OverloadedException && !cancellation.IsCancellationRequested)
        {
            LogRecheckFailed(logger, e, key.Id);
        }
    }
}
