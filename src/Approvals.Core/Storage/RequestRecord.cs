using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Requests;

namespace Approvals.Core.Storage;

/// <summary>
/// What an engine stores of a request, in one write: its state, the effects not yet acknowledged, and the permit
/// that was handed out. Versioned JSON, the same for every engine.
/// </summary>
public sealed record RequestRecord
{
    /// <summary>The format that this version writes.</summary>
    public const int CurrentFormat = 2;

    [JsonPropertyOrder(-1)]
    public int Format { get; init; } = CurrentFormat;

    public required ApprovalRequest Request { get; init; }

    [JsonRequired]
    public ImmutableArray<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>The effects that were given up.</summary>
    public ImmutableArray<ParkedEffect>? Parked { get; init; }

    /// <summary>The permit, a JWS in compact form, so that a repeated claim is answered with the same one.</summary>
    public string? Permit { get; init; }

    /// <summary>The outbox by lanes: each in its order, none waiting for another.</summary>
    [JsonIgnore]
    public IEnumerable<IGrouping<EffectLane, OutboxEntry>> Lanes => Outbox.GroupBy(e => e.Effect.Lane);

    /// <summary>
    /// When the first effect of a lane is tried again; null where one has not been tried yet and is to be at once, or
    /// where none is left.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? RetryAt
    {
        get
        {
            DateTimeOffset? due = null;
            var seen = 0;
            foreach (var entry in Outbox)
            {
                var lane = 1 << (int)entry.Effect.Lane;
                if ((seen & lane) != 0)
                {
                    continue;
                }

                seen |= lane;
                if (entry.Attempts == 0)
                {
                    return null;
                }

                due = due < entry.NextAttemptAt ? due : entry.NextAttemptAt;
            }

            return due;
        }
    }

    /// <summary>The record after a step on a request that had none, or on this record's.</summary>
    /// <returns>The record itself where the step changed nothing.</returns>
    public static RequestRecord? After<TOutcome>(RequestRecord? record, Step<TOutcome> step)
    {
        if (step.State is not { } state)
        {
            return record;
        }

        var added = step.Effects.Select((effect, i) =>
            new OutboxEntry(EffectId.Of(state.Id, state.Version, i), effect, Attempts: 0, NextAttemptAt: state.UpdatedAt));
        return record is null
            ? new RequestRecord { Request = state, Outbox = [.. added] }
            : record with { Request = state, Outbox = [.. record.Outbox, .. added] };
    }

    public RequestRecord WithoutEffect(EffectId id) => this with { Outbox = [.. Outbox.Where(e => e.Id != id)] };

    /// <summary>The effect is tried again later, or parked after its last attempt.</summary>
    /// <param name="id">The effect; one that is not waiting is left alone.</param>
    /// <param name="reason">What went wrong.</param>
    /// <param name="now">In UTC.</param>
    public RequestRecord WithFailedEffect(EffectId id, string reason, DateTimeOffset now) =>
        Outbox.FirstOrDefault(e => e.Id == id) is { IsAtLastAttempt: true }
            ? WithParkedEffect(id, reason, now)
            : this with { Outbox = [.. Outbox.Select(e => e.Id == id ? e.Failed(now) : e)] };

    /// <summary>No further attempt is made until somebody asks for one; the effects behind it go on.</summary>
    /// <param name="id">The effect; one that is not waiting is left alone.</param>
    /// <param name="reason">What went wrong.</param>
    /// <param name="now">In UTC.</param>
    public RequestRecord WithParkedEffect(EffectId id, string reason, DateTimeOffset now)
    {
        if (Outbox.FirstOrDefault(e => e.Id == id) is not { } entry)
        {
            return this;
        }

        var cut = reason.Length > ParkedEffect.MaxReason ? reason[..ParkedEffect.MaxReason] : reason;
        return WithoutEffect(id) with
        {
            Parked = [.. Parked ?? [], new ParkedEffect(id, entry.Effect, entry.Attempts + 1, now, cut)],
        };
    }

    /// <summary>A parked effect is tried again from now on, in its place among those that wait.</summary>
    /// <returns>Null where no such effect is parked.</returns>
    public RequestRecord? WithReplayedEffect(EffectId id, DateTimeOffset now) =>
        Parked?.FirstOrDefault(e => e.Id == id) is not { } parked
            ? null
            : this with
            {
                Outbox = [.. Outbox.Append(new OutboxEntry(id, parked.Effect, Attempts: 0, now)).OrderBy(e => (e.Id.Version, e.Id.Index))],
                Parked = Parked.Value.Remove(parked) is { IsEmpty: false } left ? left : null,
            };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Default.RequestRecord);

    /// <exception cref="StoredFormatException">It is of a newer version, or damaged.</exception>
    public static RequestRecord FromJson(ReadOnlySpan<byte> json) =>
        StoredFormat.Read(json, CurrentFormat, StoredJson.Default.RequestRecord) with { Format = CurrentFormat };
}
