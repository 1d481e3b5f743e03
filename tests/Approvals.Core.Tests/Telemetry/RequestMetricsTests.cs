using System.Diagnostics.Metrics;
using System.Globalization;
using Approvals.Core.Requests;
using Approvals.Core.Telemetry;
using Approvals.Core.Tests.Requests;

namespace Approvals.Core.Tests.Telemetry;

public sealed class RequestMetricsTests : IDisposable
{
    private readonly RequestMetrics _metrics = new();
    private readonly MeterListener _listener = new();
    private readonly List<string> _heard = [];

    public RequestMetricsTests()
    {
        // Other tests have meters of this name as well.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _metrics.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public void Flow_IsCountedStepByStep()
    {
        var (pending, approved, claimed) = (Given.Pending(), Given.Approved(), Given.Claimed());
        _metrics.Note(null, pending);
        _metrics.Note(pending, approved);
        _metrics.Note(approved, claimed);
        _metrics.Note(claimed, Reporting.Report(claimed, Given.Report(Given.Executor), Given.ClaimedAt).State!);

        Assert.Equal(
            [
                "approvals.actions 1 decision=escalate",
                "approvals.reviews 1 verdict=approve",
                "approvals.decisions 1 status=approved by=people",
                "approvals.decision.duration 60 status=approved",
                "approvals.claims 1",
                "approvals.executions 1 state=succeeded",
            ],
            _heard);
    }

    [Fact]
    public void WhatThePolicyDecides_HasNoWait()
    {
        _metrics.Note(null, Given.Submitted(Given.Evaluation(Core.Policies.PolicyDecision.Deny)));

        Assert.Equal(["approvals.actions 1 decision=deny", "approvals.decisions 1 status=denied by=policy"], _heard);
    }

    [Fact]
    public void LeaseThatEndsWithoutAReport_IsCountedAsUnknown_AndOnce()
    {
        var claimed = Given.Claimed();
        var unknown = Clock.Tick(claimed, Given.LeaseEnd.AddTicks(1)).State!;
        _metrics.Note(claimed, unknown);
        _metrics.Note(unknown, unknown);

        Assert.Equal(["approvals.executions 1 state=unknown"], _heard);
    }

    [Fact]
    public void ReviewsBeforeTheChange_AreNotCountedAgain()
    {
        var once = Given.Reviewed(Given.Pending(threshold: 2), Given.Approve(Given.Alice), Given.DecidedAt);
        _metrics.Note(once, Given.Reviewed(once, Given.Deny(Given.Bob), Given.DecidedAt));

        Assert.Equal(1, _heard.Count(h => h == "approvals.reviews 1 verdict=deny"));
        Assert.DoesNotContain("approvals.reviews 1 verdict=approve", _heard);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _metrics.Dispose();
    }

    private void Hear<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{instrument.Name} {value}");
        foreach (var (name, label) in tags)
        {
            said += $" {name}={label}";
        }

        _heard.Add(said);
    }
}
