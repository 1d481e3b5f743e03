using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>
/// Wakes the requests whose deadline or lease is over. It only wakes: whether a deadline holds is decided by every
/// command for itself.
/// </summary>
internal sealed class DueTimes(EmbeddedRequests requests, RequestReaders readers, TimeProvider time)
{
    private const int AtOnce = 500;

    public async Task RoundAsync(CancellationToken cancellation)
    {
        requests.DueAlarm.Arm();
        var due = readers.Read(reader => reader.FindDue(time.GetUtcNow(), AtOnce));
        await Task.WhenAll(due.Select(d => requests.TickAsync(d, cancellation)));
        if (due.Count == 0)
        {
            var next = readers.Read(reader => reader.FindNextDue());
            await requests.DueAlarm.SleepUntilAsync(next?.AddTicks(1), cancellation);
        }
    }
}
