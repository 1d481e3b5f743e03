using System.Diagnostics.Metrics;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class GaugeTests
{
    [Fact]
    public async Task WhatWaits_IsMeasuredInTheFile()
    {
        await using var engine = await TestEngine.NewAsync();
        engine.Channel.Behaviour = _ => throw new IOException("No line.");
        engine.Start();
        await engine.SubmitAsync(Demo.Payment("one"));
        await engine.Channel.NextAsync();
        var two = await engine.SubmitAsync(Demo.Payment("two"));
        await engine.Channel.NextAsync();
        await engine.ReviewedAsync(two, Demo.Alice, Verdict.Deny);

        var measured = Measure(engine);

        Assert.Equal(1, measured["approvals.pending"]);
        Assert.Equal(0, measured["approvals.overdue"]);
        Assert.Equal(2, measured["approvals.outbox.waiting"]);
        Assert.Equal(0, measured["approvals.outbox.parked"]);
        Assert.Equal(0, measured["approvals.outbox.age"]);
    }

    [Fact]
    public async Task WhatIsLate_Shows()
    {
        await using var engine = await TestEngine.NewAsync();
        engine.Channel.Behaviour = _ => throw new IOException("No line.");
        await engine.SubmitAsync(Demo.Payment("one"));
        // Nothing runs by itself here but what measures.
        EngineGauges.AddTo(engine.Engine.Metrics.Meter, engine.Engine.Readers, engine.Time);
        engine.Time.JumpTo(engine.Now + TimeSpan.FromHours(1));

        var measured = Measure(engine);

        Assert.Equal(1, measured["approvals.overdue"]);
        Assert.Equal(3_600, measured["approvals.outbox.age"]);
    }

    private static Dictionary<string, long> Measure(TestEngine engine)
    {
        var measured = new Dictionary<string, long>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter, engine.Engine.Metrics.Meter))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
