using System.Diagnostics.Metrics;
using Approvals.Core.Json;
using Approvals.Core.Requests;

namespace Approvals.Core.Telemetry;

/// <summary>
/// Counts what becomes of requests, the same for every engine. No tenant, agent or person is ever a label: there may be
/// any number of them, and they are nobody else's business.
/// </summary>
public sealed class RequestMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Approvals";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _actions;
    private readonly Counter<long> _reviews;
    private readonly Counter<long> _decisions;
    private readonly Histogram<double> _waits;
    private readonly Counter<long> _claims;
    private readonly Counter<long> _executions;

    public RequestMetrics()
    {
        _actions = _meter.CreateCounter<long>("approvals.actions", "{action}", "Actions that agents asked for, by what the policy said.");
        _reviews = _meter.CreateCounter<long>("approvals.reviews", "{review}", "Reviews by people, by verdict.");
        _decisions = _meter.CreateCounter<long>("approvals.decisions", "{request}", "Requests that were decided, by status and by whom.");
        _waits = _meter.CreateHistogram(
            "approvals.decision.duration",
            "s",
            "From the asking to the decision, of what had to wait.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400, 604_800] });
        _claims = _meter.CreateCounter<long>("approvals.claims", "{permit}", "Permits that were handed out.");
        _executions = _meter.CreateCounter<long>("approvals.executions", "{request}", "What came of permits, by state.");
    }

    /// <summary>For what is measured when somebody asks, such as how many requests wait.</summary>
    public Meter Meter => _meter;

    /// <summary>A change was stored.</summary>
    /// <param name="before">The request until then; null where it is new.</param>
    /// <param name="after">The request from then on.</param>
    public void Note(ApprovalRequest? before, ApprovalRequest after)
    {
        // Whoever listens takes the whole meter.
        if (!_actions.Enabled)
        {
            return;
        }

        if (before is null)
        {
            _actions.Add(1, Tag("decision", EnumWords.Of(after.Evaluation.Decision)));
        }

        foreach (var review in after.Reviews.AsSpan()[(before?.Reviews.Length ?? 0)..])
        {
            _reviews.Add(1, Tag("verdict", EnumWords.Of(review.Verdict)));
        }

        if (before?.Decision is null && after.Decision is { } decision)
        {
            Note(after, decision, isAtOnce: before is null);
        }

        if (before?.Claim is null && after.Claim is not null)
        {
            _claims.Add(1);
        }

        if (after.Claim is not null && before?.Execution != after.Execution && after.Execution != ExecutionState.Claimed)
        {
            _executions.Add(1, Tag("state", EnumWords.Of(after.Execution)));
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Note(ApprovalRequest request, Decision decision, bool isAtOnce)
    {
        var status = Tag("status", EnumWords.Of(decision.Status));
        _decisions.Add(1, status, Tag("by", EnumWords.Of(decision.By)));
        if (!isAtOnce)
        {
            _waits.Record((decision.At - request.CreatedAt).TotalSeconds, status);
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
