using System.Collections.Immutable;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Core.Tests.Storage;

public class OutboxTests
{
    private static readonly OutboxEntry Fresh =
        new(EffectId.Of(Some.Request, 1, 0), new Effect.AskReviewers(), Attempts: 0, NextAttemptAt: Some.Time);

    [Fact]
    public void Pause_DoublesWithEveryFailureUpToTheLongest()
    {
        var pauses = new List<double>();
        var entry = Fresh;
        for (var i = 0; i < 12; i++)
        {
            entry = entry.Failed(Some.Time);
            pauses.Add((entry.NextAttemptAt - Some.Time).TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300], pauses);
        Assert.Equal(12, entry.Attempts);
        Assert.Equal(Fresh.Id, entry.Id);
        Assert.Same(Fresh.Effect, entry.Effect);
    }

    [Fact]
    public void FailuresWithoutEnd_DoNotOverflowThePause() =>
        Assert.Equal(Some.Time + OutboxEntry.LongestPause, (Fresh with { Attempts = int.MaxValue - 1 }).Failed(Some.Time).NextAttemptAt);

    [Fact]
    public void FirstStep_MakesARecordWithItsEffects()
    {
        var record = After(null, 1, new Effect.AskReviewers());

        Assert.Equal(RequestRecord.CurrentFormat, record.Format);
        Assert.Equal([Fresh], record.Outbox);
        Assert.Equal(Some.Time, record.OutboxDueAt);
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
        Assert.Null(left.WithoutEffect(EffectId.Of(Some.Request, 1, 1)).OutboxDueAt);
    }

    [Fact]
    public void FailedEffect_HoldsUpThoseAfterIt()
    {
        var record = After(null, 1, new Effect.AskReviewers(), new Effect.AnnounceDecision());

        var left = record.WithFailedEffect(EffectId.Of(Some.Request, 1, 0), Some.Time);

        Assert.Equal([1, 0], left.Outbox.Select(e => e.Attempts));
        Assert.Equal(Some.Time + TimeSpan.FromSeconds(1), left.OutboxDueAt);
        Assert.Equal(Some.Time, left.WithoutEffect(EffectId.Of(Some.Request, 1, 0)).OutboxDueAt);
    }

    private static RequestRecord After(RequestRecord? record, int version, params ImmutableArray<Effect> effects)
    {
        var state = Rich.Request with { Version = version, UpdatedAt = Some.Time };
        return RequestRecord.After(record, new Step<int>(state, 0, effects))!;
    }
}
