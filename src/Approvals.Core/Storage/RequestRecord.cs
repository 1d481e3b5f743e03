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
    public const int CurrentFormat = 1;

    [JsonPropertyOrder(-1)]
    public int Format { get; init; } = CurrentFormat;

    public required ApprovalRequest Request { get; init; }

    [JsonRequired]
    public ImmutableArray<OutboxEntry> Outbox { get; init; } = [];

    /// <summary>The permit, a JWS in compact form, so that a repeated claim is answered with the same one.</summary>
    public string? Permit { get; init; }

    /// <summary>When the outbox has something to do; null where it is empty. Effects go in order, so the first one says.</summary>
    [JsonIgnore]
    public DateTimeOffset? OutboxDueAt => Outbox.IsEmpty ? null : Outbox[0].NextAttemptAt;

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

    public RequestRecord WithFailedEffect(EffectId id, DateTimeOffset now) =>
        this with { Outbox = [.. Outbox.Select(e => e.Id == id ? e.Failed(now) : e)] };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Default.RequestRecord);

    /// <exception cref="StoredFormatException">It is of a newer version, or damaged.</exception>
    public static RequestRecord FromJson(ReadOnlySpan<byte> json) =>
        StoredFormat.Read(json, CurrentFormat, StoredJson.Default.RequestRecord);
}
