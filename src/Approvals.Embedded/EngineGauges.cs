using System.Diagnostics.Metrics;
using Approvals.Core.Ports;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>What is measured in the file when somebody asks: what waits, and whether anything waits too long.</summary>
internal static class EngineGauges
{
    public static void AddTo(Meter meter, RequestReaders readers, TimeProvider time)
    {
        Add(meter, readers, "approvals.pending", "{request}", "Requests that wait for people.", backlog => backlog.CountPending());
        Add(
            meter,
            readers,
            "approvals.overdue",
            "{request}",
            "Requests that time should have changed by now: more than a few mean that the watch over deadlines is behind.",
            backlog => backlog.CountOverdue(time.GetUtcNow()));
        Add(meter, readers, "approvals.outbox.waiting", "{request}", "Requests with effects that are still to be carried out.", backlog => backlog.CountWaiting());
        Add(meter, readers, "approvals.outbox.parked", "{request}", "Requests with effects that were given up.", backlog => backlog.CountParked());
        Add(
            meter,
            readers,
            "approvals.outbox.age",
            "s",
            "How long ago the first of the requests with effects still to be carried out changed last.",
            backlog => backlog.FindFirstWaiting() is { } since ? Math.Max(0, (long)(time.GetUtcNow() - since).TotalSeconds) : 0);
    }

    private static void Add(
        Meter meter, RequestReaders readers, string name, string unit, string description, Func<BacklogReader, long> measure) =>
        meter.CreateObservableGauge(name, () => Measure(readers, measure), unit, description);

    /// <summary>Nothing, where the file cannot be read: a number that is not there is noticed, one that is wrong is believed.</summary>
    private static IEnumerable<Measurement<long>> Measure(RequestReaders readers, Func<BacklogReader, long> measure)
    {
        try
        {
            return [new Measurement<long>(readers.Read(reader => measure(reader.Backlog)))];
        }
        catch (EngineException)
        {
            return [];
        }
    }
}
