using System.Collections.Immutable;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Core.Tests.Storage;

public class OutboxTests
{
    private static readonly OutboxEntry Fresh =
        new(EffectId.Of(Some.Request, 1, 0), new Effect.AskReviewers(), Attempts: 0, NextAttemptAt: Some.Time);

    [Fact]
    public void Pause_DoublesWithEveryFailureUpToTheLongest_SpreadByAQuarter()
    {
        double[] middles = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600];
        var spreads = new List<double>();
        var entry = Fresh;
        foreach (var middle in middles)
        {
            entry = entry.Failed(Some.Time);
            spreads.Add((entry.NextAttemptAt - Some.Time).TotalSeconds / middle);
        }

        Assert.All(spreads, s => Assert.InRange(s, 0.75, 1.251));
        Assert.Equal(middles.Length, spreads.Distinct().Count());
        Assert.Equal(middles.Length, entry.Attempts);
        Assert.Equal(Fresh.Id, entry.Id);
        Assert.Same(Fresh.Effect, entry.Effect);
    }

    [Fact]
    public void Spread_IsTheSameWhoeverReckons() => Assert.Equal(Fresh.Failed(Some.Time), Fresh.Failed(Some.Time));

    [Fact]
    public void FailuresWithoutEnd_DoNotOverflowThePause() => Assert.InRange(
        (Fresh with { Attempts = int.MaxValue - 1 }).Failed(Some.Time).NextAttemptAt - Some.Time,
        OutboxEntry.LongestPause * 0.75,
        OutboxEntry.LongestPause * 1.251);

    [Fact]
    public void LastAttempt_ParksTheEffectAndLetsThoseBehindItGoOn()
    {
        var record = After(null, 1, new Effect.AskReviewers(), new Effect.AnnounceDecision());
        var first = record.Outbox[0].Id;
        for (var i = 1; i < OutboxEntry.MostAttempts; i++)
        {
            record = record.Settle([new Settlement.Failed(first, "No line.")], tenant: null, Some.Time);
        }

        Assert.Null(record.Parked);
        var parked = record.Settle([new Settlement.Failed(first, new string('x', 600))], tenant: null, Some.Time);

        Assert.Equal(new ParkedEffect(first, new Effect.AskReviewers(), 150, Some.Time, new string('x', 500)), Assert.Single(parked.Parked!.Value));
        Assert.Equal(Some.Time, DueAt(parked));
        Assert.Equal(EffectId.Of(Some.Request, 1, 1), Assert.Single(parked.Outbox).Id);
    }

    [Fact]
    public void ParkedEffect_IsReplayedInItsPlaceUnderItsId()
    {
        var record = After(null, 1, new Effect.AskReviewers(), new Effect.AnnounceDecision());
        var first = record.Outbox[0].Id;

        var replayed = record.Settle([new Settlement.GivenUp(first, "Gone.")], tenant: null, Some.Time).WithReplayedEffect(first, Some.Time + Some.Tick);

        Assert.Equal(record.Outbox[0] with { NextAttemptAt = Some.Time + Some.Tick }, replayed!.Outbox[0]);
        Assert.Equal(record.Outbox[1], replayed.Outbox[1]);
        Assert.Null(replayed.Parked);
        Assert.Null(replayed.WithReplayedEffect(first, Some.Time));
    }

    [Fact]
    public void EffectThatIsNotWaiting_IsNeitherFailedNorParked()
    {
        var record = After(null, 1);

        Assert.Empty(record.Settle([new Settlement.Failed(EffectId.Of(Some.Request, 1, 0), "No line.")], tenant: null, Some.Time).Outbox);
        Assert.Null(record.Settle([new Settlement.GivenUp(EffectId.Of(Some.Request, 1, 0), "Gone.")], tenant: null, Some.Time).Parked);
    }

    [Fact]
    public void LanesDoNotWaitForEachOther()
    {
        var record = After(null, 1, new Effect.CallBack(), new Effect.AnnounceDecision());

        var failed = record.Settle([new Settlement.Failed(EffectId.Of(Some.Request, 1, 0), "No line.")], tenant: null, Some.Time);

        Assert.Equal(Some.Time, DueAt(failed));
        Assert.Equal([EffectLane.Agent, EffectLane.People], failed.Lanes.Select(l => l.Key));
    }

    [Fact]
    public void FirstStep_MakesARecordWithItsEffects()
    {
        var record = After(null, 1, new Effect.AskReviewers());

        Assert.Equal(RequestRecord.CurrentFormat, record.Format);
        Assert.Equal([Fresh], record.Outbox);
        Assert.Equal(Some.Time, DueAt(record));
        Assert.Null(record.Permit);
    }

    [Fact]
    public void LaterStep_AppendsItsEffectsUnderStableIds()
    {
        var first = After(null, 1, new Effect.AskReviewers()) with { Permit = "permit" };

        var second = After(first, 4, new Effect.AnnounceDecision(), new Effect.AnnounceUnknown());

        Assert.Equal(
            [EffectId.Of(Some.Request, 1, 0), EffectId.Of(Some.Request, 4, 0), EffectId.Of(Some.Request, 4, 1)],
            second.Outbox.Select(e => e.Id));
        Assert.Equal(4, second.Request.Version);
        Assert.Equal("permit", second.Permit);
    }

    [Fact]
    public void StepThatChangedNothing_LeavesTheRecord()
    {
        var record = After(null, 1);

        Assert.Same(record, RequestRecord.After(record, new Step<int>(null, 0, [])));
        Assert.Null(RequestRecord.After(null, new Step<int>(null, 0, [])));
    }

    [Fact]
    public void AcknowledgedEffect_IsTakenOut()
    {
        var record = After(null, 1, new Effect.AskReviewers(), new Effect.AnnounceDecision());

        var left = record.WithoutEffect(EffectId.Of(Some.Request, 1, 0));

        Assert.Equal(EffectId.Of(Some.Request, 1, 1), Assert.Single(left.Outbox).Id);
        Assert.Null(DueAt(left.WithoutEffect(EffectId.Of(Some.Request, 1, 1))));
    }

    [Fact]
    public void FailedEffect_HoldsUpThoseAfterIt()
    {
        var record = After(null, 1, new Effect.AskReviewers(), new Effect.AnnounceDecision());

        var left = record.Settle([new Settlement.Failed(EffectId.Of(Some.Request, 1, 0), "No line.")], tenant: null, Some.Time);

        Assert.Equal([1, 0], left.Outbox.Select(e => e.Attempts));
        Assert.Equal(record.Outbox[0].Failed(Some.Time).NextAttemptAt, DueAt(left));
        Assert.Equal(Some.Time, DueAt(left.WithoutEffect(EffectId.Of(Some.Request, 1, 0))));
    }

    /// <summary>When the outbox has something to do: the first effect of a lane says.</summary>
    private static DateTimeOffset? DueAt(RequestRecord record) => record.Lanes.Min(lane => (DateTimeOffset?)lane.First().NextAttemptAt);

    private static RequestRecord After(RequestRecord? record, int version, params ImmutableArray<Effect> effects)
    {
        var state = Rich.Request with { Version = version, UpdatedAt = Some.Time };
        return RequestRecord.After(record, new Step<int>(state, 0, effects))!;
    }
}
