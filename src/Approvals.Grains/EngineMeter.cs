using System.Diagnostics.Metrics;
using Approvals.GrainContracts;

namespace Approvals.Grains;

/// <summary>
/// What is a cluster's alone to measure, under the meter <see cref="Name"/>; what becomes of requests is counted as with
/// every engine. No tenant's name is a label.
/// </summary>
public sealed class EngineMeter : IDisposable
{
    public const string Name = "Approvals.Cluster";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _callsFailed;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _unreadable;
    private readonly Counter<long> _effects;
    private readonly Histogram<double> _writeSeconds;
    private readonly Histogram<double> _overdueSeconds;
    private readonly Histogram<double> _reminderSeconds;

    public EngineMeter()
    {
        _callsFailed = _meter.CreateCounter<long>("approvals.calls.failed", "{call}", "Calls of grains that failed or were refused.");
        _writes = _meter.CreateCounter<long>("approvals.writes", "{write}", "Writes of records, by result.");
        _unreadable = _meter.CreateCounter<long>("approvals.records.unreadable", "{record}", "Records that could not be read.");
        _effects = _meter.CreateCounter<long>("approvals.effects", "{effect}", "Attempts to carry out effects, by result.");
        _writeSeconds = _meter.CreateHistogram<double>("approvals.write.duration", "s", "How long a write of a record took.");
        _overdueSeconds = _meter.CreateHistogram<double>("approvals.due.lag", "s", "How late the clock did what was due.");
        _reminderSeconds = _meter.CreateHistogram<double>("approvals.reminder.lag", "s", "How late a reminder ticked for the first time.");
    }

    public void Dispose() => _meter.Dispose();

    internal void CallFailed(FailureKind kind) => _callsFailed.Add(1, Tag("kind", kind));

    internal void Wrote(string result, TimeSpan took)
    {
        _writes.Add(1, new KeyValuePair<string, object?>("result", result));
        _writeSeconds.Record(took.TotalSeconds);
    }

    internal void Unreadable() => _unreadable.Add(1);

    internal void EffectTried(bool isDone) => _effects.Add(1, new KeyValuePair<string, object?>("result", isDone ? "done" : "failed"));

    internal void Ticked(TimeSpan late) => _overdueSeconds.Record(Math.Max(0, late.TotalSeconds));

    internal void Reminded(TimeSpan late) => _reminderSeconds.Record(Math.Max(0, late.TotalSeconds));

    private static KeyValuePair<string, object?> Tag(string name, Enum value) =>
        new(name, value.ToString().ToLowerInvariant());
}
