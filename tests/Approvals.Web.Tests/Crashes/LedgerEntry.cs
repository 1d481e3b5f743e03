using System.Text.Json;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>
/// One request in the ledger: every call about it with its answer, or that none came, and what was told of it. Whatever
/// contradicts what was told before fails the test at once, with everything that was said.
/// </summary>
internal sealed class LedgerEntry(Ledger ledger, int number, string tool, bool hasKey)
{
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly List<CallMade> _calls = [];
    private DecisionTold? _decision;

    public LoadTenant Tenant => ledger.Tenant;

    public string Tool => tool;

    /// <summary>Names the entry in the server's own record.</summary>
    public string Summary { get; } = $"{ledger.Tenant.Name} {number}";

    /// <summary>The Idempotency-Key. The other tenant uses it too.</summary>
    public string? Key { get; } = hasKey ? $"key-{number}" : null;

    public Asked? Asked { get; private set; }

    /// <summary>The newest state that anybody was shown.</summary>
    public RequestState? Newest { get; private set; }

    /// <summary>The permits that were handed out: one, under however many answers.</summary>
    public HashSet<string> Permits { get; } = [];

    /// <summary>Whether a call was made since the last check.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Whether nothing can come of it any more.</summary>
    public bool IsOver => Newest is { IsPending: false } state
        && (state.Status != "approved" || state.IsReported || (!state.IsClaimed && state.LapsesAt < ledger.Clock.Read().Time));

    public bool IsCancelled => Newest?.Status == "cancelled";

    public IReadOnlyList<CallMade> Calls => Where(static _ => true);

    /// <summary>The calls that were answered with success.</summary>
    public IReadOnlyList<CallMade> Acknowledged => Where(c => c.IsAcknowledged);

    /// <summary>The calls of which nobody knows what came.</summary>
    public IReadOnlyList<CallMade> InDoubt => Where(c => c.IsInDoubt);

    public string Body(bool isOther) => JsonSerializer.Serialize(
        new { tool, args = new { number, other = isOther }, summary = isOther ? $"{Summary}, otherwise" : Summary });

    /// <summary>Makes the call, and writes down what came of it. Null where no answer came.</summary>
    public async Task<Answer?> MakeAsync(ApiClient client, Call call)
    {
        var made = Begin(call);
        Answer answer;
        try
        {
            answer = await call.SendAsync(client, this);
        }
        catch (HttpRequestException)
        {
            made.IsInDoubt = call.Changes;
            return null;
        }

        lock (_lock)
        {
            made.Answer = answer;
            made.AnsweredAt = ledger.Clock.Read();
            AnswerRules.Apply(this, made, ledger.StorageMayFail);
        }

        return answer;
    }

    /// <summary>The request was shown in a list or a receipt, to a caller who asked at this time.</summary>
    public void Show(RequestState state, ServerClock.Reading asked)
    {
        lock (_lock)
        {
            Asked ??= new Asked(state.Id, state.Digest);
            Show(state, asked, atLeast: 0);
        }
    }

    /// <summary>The request was shown; within the lock.</summary>
    internal void Show(RequestState state, ServerClock.Reading asked, int atLeast)
    {
        Require(state.Version >= atLeast, $"Version {atLeast} was known when this was asked for, and an older one shown: {state}");
        Require(state.Summary == Summary && state.Id == Asked!.Id, $"Another request was shown: {state}");
        var (older, newer) = Newest is { } known && known.Version > state.Version ? (state, known) : (Newest ?? state, state);
        var contradiction = newer.Contradicts(older);
        Require(contradiction is null, $"{contradiction}: {older} came before {newer}");
        Newest = newer;
        if (state.Decision is { } decision)
        {
            Tell(decision);
        }

        Waits(state.IsPending ? state.ExpiresAt : null, asked);
        Require(
            state.Status != "expired" || state.ExpiresAt <= ledger.Clock.Latest + ClockSlack,
            $"It expired before its time: {state}");
    }

    /// <summary>Somebody was told that it waits until then.</summary>
    internal void Waits(DateTimeOffset? until, ServerClock.Reading asked) => Require(
        until is null || !ledger.Clock.Continues(asked) || until >= asked.Time - ClockSlack,
        $"It was said to wait until {until:O} at {asked.Time:O}");

    /// <summary>Where the one call that made it was answered before the clock was set again, it was made between the two.</summary>
    public void CheckBirth()
    {
        if (Key is null && Newest is { } state && Calls[0] is { IsAcknowledged: true, AnsweredAt: { } answered, At: var asked } && asked.Settings == answered.Settings)
        {
            Require(
                state.CreatedAt >= asked.Time - ClockSlack && state.CreatedAt <= answered.Time + ClockSlack,
                $"It was made at {state.CreatedAt:O}, not between {asked.Time:O} and {answered.Time:O}");
        }
    }

    /// <summary>Somebody was told how it was decided; within the lock.</summary>
    internal void Tell(DecisionTold decision)
    {
        Require(_decision is null || _decision.Agrees(decision), $"It was decided twice: {_decision} and {decision}");
        _decision = _decision is { At: not null } ? _decision : decision;
    }

    internal void Accept(Asked asked)
    {
        Require(Asked is null || Asked == asked, $"It has two ids or digests: {Asked} and {asked}");
        Asked = asked;
    }

    /// <exception cref="Xunit.Sdk.XunitException">It does not hold.</exception>
    public void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            Assert.Fail($"{Tenant.Name}/{Asked?.Id} ({Summary}, {tool}): {otherwise}\n{string.Join('\n', Calls)}");
        }
    }

    private CallMade Begin(Call call)
    {
        lock (_lock)
        {
            var made = new CallMade(call, _calls.Count, Newest?.Version ?? 0, ledger.Clock.Read());
            _calls.Add(made);
            IsTouched = true;
            return made;
        }
    }

    private List<CallMade> Where(Func<CallMade, bool> which)
    {
        lock (_lock)
        {
            return [.. _calls.Where(which)];
        }
    }
}
