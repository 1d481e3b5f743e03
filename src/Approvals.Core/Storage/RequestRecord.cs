using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Storage;

/// <summary>
/// What an engine stores of a request, in one write: its state, the effects not yet acknowledged, and the permit
/// that was handed out. Versioned JSON, the same for every engine.
/// </summary>
public sealed record RequestRecord
{
    /// <summary>The format that this version writes.</summary>
    public const int CurrentFormat = 4;

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
    /// When the first effect of a lane is tried again, or first where it was put off; null where one is to be tried at
    /// once, or where none is left.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? RetryAt
    {
        get
        {
            if (IsOneLane)
            {
                return Outbox.IsEmpty ? null : Outbox[0].WaitsUntil;
            }

            DateTimeOffset? due = null;
            foreach (var lane in Lanes)
            {
                if (lane.First().WaitsUntil is not { } until)
                {
                    return null;
                }

                due = due < until ? due : until;
            }

            return due;
        }
    }

    /// <summary>As long as nobody is told by a channel: that is asked at every write.</summary>
    private bool IsOneLane
    {
        get
        {
            foreach (var entry in Outbox)
            {
                if (entry.Effect.Lane != Outbox[0].Effect.Lane)
                {
                    return false;
                }
            }

            return true;
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
            : record with { Request = state, Outbox = [.. record.Outbox.Where(e => !IsIdle(e, state)), .. added] };
    }

    /// <summary>Of what is decided, nobody is asked any more who was to be asked later; nothing waits behind that.</summary>
    private static bool IsIdle(OutboxEntry entry, ApprovalRequest request) =>
        request.Status != RequestStatus.Pending && entry.Effect is Effect.Tell && entry.Attempts == 0 && entry.NotBefore > request.UpdatedAt;

    public RequestRecord WithoutEffect(EffectId id) => this with { Outbox = [.. Outbox.Where(e => e.Id != id)] };

    /// <summary>Whether what was carried out leaves more to be stored than that it was.</summary>
    public bool LeavesMore(IEnumerable<EffectId> done, Tenant? tenant) =>
        Outbox.Any(e => (e.Effect is Effect.Tell || (e.Effect.ConcernsPeople && tenant?.HasChannels is true)) && done.Contains(e.Id));

    /// <summary>
    /// The record after attempts to carry effects out: what is done is taken out, and what concerns people becomes what
    /// each of them is told; what failed is tried again later, or parked after its last attempt.
    /// </summary>
    /// <param name="settlements">What came of the attempts; of an effect that is not waiting, nothing is made.</param>
    /// <param name="tenant">The directory as it now stands.</param>
    /// <param name="now">In UTC.</param>
    public RequestRecord Settle(IEnumerable<Settlement> settlements, Tenant? tenant, DateTimeOffset now) =>
        settlements.Aggregate(this, (record, settlement) =>
            record.Outbox.FirstOrDefault(e => e.Id == settlement.Effect) is { } entry
                ? record.Settle(entry, settlement, tenant, now)
                : record);

    private RequestRecord Settle(OutboxEntry entry, Settlement settlement, Tenant? tenant, DateTimeOffset now) => settlement switch
    {
        Settlement.Done(_, var reference) => WithoutEffect(entry.Id).WithTold(entry.Effect, reference, failure: null, now).WithRoutes(entry, tenant, now),
        Settlement.Unneeded => WithoutEffect(entry.Id),
        Settlement.Failed(_, var reason) when !entry.IsAtLastAttempt =>
            this with { Outbox = [.. Outbox.Select(e => e.Id == entry.Id ? e.Failed(now) : e)] },
        Settlement.Failed(_, var reason) => Park(entry, reason, tenant, now),
        Settlement.GivenUp(_, var reason) => Park(entry, reason, tenant, now),
        _ => throw new ArgumentException($"{settlement.GetType().Name} is not a settlement.", nameof(settlement)),
    };

    /// <summary>No further attempt is made until somebody asks for one; the effects behind it go on.</summary>
    private RequestRecord Park(OutboxEntry entry, string reason, Tenant? tenant, DateTimeOffset now)
    {
        var cut = reason.Length > ParkedEffect.MaxReason ? reason[..ParkedEffect.MaxReason] : reason;
        var parked = WithoutEffect(entry.Id).WithTold(entry.Effect, reference: null, cut, now) with
        {
            Parked = [.. Parked ?? [], new ParkedEffect(entry.Id, entry.Effect, entry.Attempts + 1, now, cut)],
        };
        return tenant is not null
            && entry.Effect is Effect.Tell { Notice: Notice.Asked or Notice.Listed, Person: var person, ForProgram: not true }
            && !parked.MayReach(person)
            ? After(parked, Unreachable.BringForward(parked.Request, person, tenant, now))!
            : parked;
    }

    /// <summary>What a channel had taken came back.</summary>
    /// <returns>Null where nothing of this name was told, or it is known that it came back.</returns>
    public RequestRecord? WithReturned(ChannelName channel, string reference, string reason, Tenant? tenant, DateTimeOffset now)
    {
        if (Request.Told?.LastOrDefault(t => t.Channel == channel && t.Reference == reference) is not { Failure: null } told)
        {
            return null;
        }

        var cut = reason.Length > ParkedEffect.MaxReason ? reason[..ParkedEffect.MaxReason] : reason;
        var returned = this with { Request = Request with { Told = [.. Request.Told, told with { At = now, Failure = cut }] } };
        return tenant is not null && told is { Notice: Notice.Asked or Notice.Listed, Person: { } person } && !returned.MayReach(person)
            ? After(returned, Unreachable.BringForward(returned.Request, person, tenant, now))!
            : returned;
    }

    private RequestRecord WithTold(Effect effect, string? reference, string? failure, DateTimeOffset now) => effect is not Effect.Tell tell
        ? this
        : this with
        {
            Request = Request with
            {
                Told =
                [
                    .. Request.Told ?? [],
                    new Notification
                    {
                        Notice = tell.Notice,
                        Person = tell.Person,
                        Channel = tell.Channel,
                        ForProgram = tell.ForProgram,
                        At = now,
                        Reference = reference is { Length: <= Notification.MaxReference } ? reference : null,
                        Failure = failure,
                    },
                ],
            },
        };

    /// <summary>What concerns people becomes what each of them is told, in its place.</summary>
    private RequestRecord WithRoutes(OutboxEntry entry, Tenant? tenant, DateTimeOffset now)
    {
        if (tenant is null || !entry.Effect.ConcernsPeople)
        {
            return this;
        }

        var routes = Routing.Find(Request, entry.Effect, Outbox.Select(e => e.Effect).OfType<Effect.Tell>(), tenant, now);
        var added = routes.Select((route, part) => new OutboxEntry(entry.Id.Part(part), route.Tell, Attempts: 0, now) { NotBefore = route.NotBefore });
        return routes.IsEmpty ? this : this with { Outbox = [.. Outbox.Concat(added).OrderBy(e => e.Id.Place)] };
    }

    /// <summary>Whether the person, or some place where all are asked together, was asked by some channel, or is still to be.</summary>
    private bool MayReach(ReviewerId? person) =>
        Request.Reached.Any(t => t.Person == person)
        || Request.IsListed(person)
        || Outbox.Any(e => e.Effect is Effect.Tell { Notice: Notice.Asked or Notice.Listed, ForProgram: not true } tell && tell.Person == person);

    /// <summary>A parked effect is tried again from now on, in its place among those that wait.</summary>
    /// <returns>Null where no such effect is parked.</returns>
    public RequestRecord? WithReplayedEffect(EffectId id, DateTimeOffset now) =>
        Parked?.FirstOrDefault(e => e.Id == id) is not { } parked
            ? null
            : this with
            {
                Outbox = [.. Outbox.Append(new OutboxEntry(id, parked.Effect, Attempts: 0, now)).OrderBy(e => e.Id.Place)],
                Parked = Parked.Value.Remove(parked) is { IsEmpty: false } left ? left : null,
            };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Default.RequestRecord);

    /// <exception cref="StoredFormatException">It is of a newer version, or damaged.</exception>
    public static RequestRecord FromJson(ReadOnlySpan<byte> json) =>
        StoredFormat.Read(json, CurrentFormat, StoredJson.Default.RequestRecord) with { Format = CurrentFormat };
}
