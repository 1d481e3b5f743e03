using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Embedded.Storage;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded;

/// <summary>
/// Wakes the requests whose deadline or lease is over. It only wakes: whether a deadline holds is decided by every
/// command for itself.
/// </summary>
internal sealed partial class DueTimes(
    EmbeddedRequests requests, OutboxRecords records, RequestReaders readers, Alarm alarm, TimeProvider time, ILogger logger)
{
    private const int AtOnce = 500;

    public async Task RoundAsync(CancellationToken cancellation)
    {
        alarm.Arm();
        var due = readers.Read(reader => reader.FindDue(time.GetUtcNow(), AtOnce));
        await Task.WhenAll(due.Select(key => WakeAsync(key, cancellation)));
        if (due.Count == 0)
        {
            var next = readers.Read(reader => reader.FindNextDue());
            await alarm.SleepUntilAsync(next?.AddTicks(1), cancellation);
        }
    }

    [LoggerMessage(1030, LogLevel.Error, "Request {Request} cannot be woken; it is looked at again in a minute.")]
    private static partial void LogWakeFailed(ILogger logger, Exception cause, RequestId request);

    private async Task WakeAsync(RequestKey key, CancellationToken cancellation)
    {
        try
        {
            await requests.TickAsync(key, cancellation);
        }
        catch (OverloadedException)
        {
            // It is still due, and looked at again when there is room.
            await records.PauseAsync(cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogWakeFailed(logger, e, key.Id);
            await records.PostponeAsync(key, cancellation);
        }
    }
}
