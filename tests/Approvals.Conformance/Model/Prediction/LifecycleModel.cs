using System.Collections.Immutable;
using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Prediction;

/// <summary>
/// What the documents say comes of each move. It shares nothing with the code that it predicts, and is as plain as can
/// be: names are texts, and quorums are found by trying.
/// </summary>
internal sealed partial class LifecycleModel
{
    private static readonly TimeSpan DenialsAreRemembered = TimeSpan.FromHours(24);

    private readonly Dictionary<int, ModelRequest> _requests = [];
    private readonly Dictionary<int, List<string>> _effects = [];
    private readonly ImmutableArray<Terms> _terms;

    public LifecycleModel(Scene scene, DateTimeOffset start)
    {
        _terms =
        [
            .. scene.Rules.GroupBy(t => t.Requirement)
                .Select(same => same.First() with
                {
                    Timeout = same.Min(t => t.Timeout),
                    ValidFor = same.Min(t => t.ValidFor),
                    Urgency = same.Max(t => t.Urgency),
                }),
        ];
        Directory = new ModelDirectory(start);
        Directory.NameOwner(scene.Owner, start);
        foreach (var (name, entry) in scene.People)
        {
            Directory.Put(name, entry with { Deputies = [] }, start);
        }
    }

    public ModelDirectory Directory { get; }

    /// <summary>The requests, as they were when somebody last looked.</summary>
    public IReadOnlyDictionary<int, ModelRequest> Requests => _requests;

    /// <summary>All that a request had happen outside, in its order.</summary>
    public IReadOnlyList<string> EffectsOf(int key) => _effects[key];

    /// <summary>The request as it stands at this moment, without that counting as a look.</summary>
    public ModelRequest? At(int key, DateTimeOffset now) =>
        _requests.TryGetValue(key, out var request) ? Passing.Pass(request, Later(request, now)).Request : null;

    public Told Submit(Move.Submit asked, DateTimeOffset now) =>
        _requests.ContainsKey(asked.Key)
            ? Command(asked.Key, now, (request, _) =>
                (request, request.Asked == asked ? $"Repeated {request}" : "IdempotencyMismatch", []))
            : Create(asked, now);

    public Told Review(Move.Review review, DateTimeOffset now) => Command(review.Key, now, (request, time) =>
    {
        var (renewed, asked) = Passing.Renew(request, Directory, time);
        var voice = Directory.VoiceOf(review.Who, time, renewed.AskedAt);
        var refusal = RefusalOf(review, renewed, voice);
        if (refusal is not null)
        {
            return (renewed, refusal, asked);
        }

        var reviewed = renewed with { Reviews = renewed.Reviews.Add((voice!, review.Yes)), UpdatedAt = time };
        reviewed = reviewed with { Ending = Quorums.Decide(reviewed, time) };
        IEnumerable<string> next = reviewed.Ending is null
            ? Enumerable.Range(0, reviewed.Terms.Length).Where(i => Quorums.MovesOn(renewed, reviewed, i)).Select(i => $"AskNext {i}")
            : Passing.OfDecision(reviewed);
        return (reviewed, $"Recorded {reviewed}", [.. asked, .. next]);
    });

    public Told Cancel(Move.Cancel cancel, DateTimeOffset now) => Command(cancel.Key, now, (request, time) =>
    {
        if (cancel.By != Party.Agent)
        {
            return (request, "NotFound", []);
        }

        if (request.Ending is { } ending)
        {
            return (request, ending.Status == "cancelled" ? $"Repeated {request}" : $"AlreadyDecided {ending}", []);
        }

        var cancelled = request with { Ending = new Ending("cancelled", "requester", [], time), UpdatedAt = time };
        return (cancelled, $"Recorded {cancelled}", Passing.OfDecision(cancelled));
    });

    /// <summary>The engine has another look at everything that waits.</summary>
    public Told Recheck(DateTimeOffset now)
    {
        var effects = new List<string>();
        foreach (var key in _requests.Keys.Order().ToList())
        {
            effects.AddRange(Command(key, now, (request, time) =>
            {
                var (renewed, asked) = Passing.Renew(request, Directory, time);
                return (renewed, "", asked);
            }).Effects!);
        }

        return new Told("Rechecked", effects);
    }

    public Told Look(int key, DateTimeOffset now) => Command(key, now, (request, _) => (request, request.ToString(), []));

    private static string? RefusalOf(Move.Review review, ModelRequest request, Voice? voice)
    {
        if (voice is null || !Quorums.Asks(request, voice))
        {
            return "NotAReviewer";
        }

        if (!Quorums.MayFill(request, voice))
        {
            return "SelfReview";
        }

        if (review.WrongDigest)
        {
            return "DigestMismatch";
        }

        if (request.Reviews.FirstOrDefault(r => r.Voice.Name == review.Who) is { Voice: not null } earlier)
        {
            return earlier.Yes == review.Yes ? $"Repeated {request}" : $"AlreadyReviewed {earlier.Voice.Name}{(earlier.Yes ? "+" : "-")}";
        }

        return request.Ending switch
        {
            { Status: "expired" } expired => $"Expired {expired}",
            { } ending => $"AlreadyDecided {ending}",
            _ when !review.Yes => null,
            _ when !Quorums.IsTurnOf(request, voice) => "NotYetAsked",
            // Whoever holds a link may approve what is low or normal; critical takes a sign-in just now.
            _ => review.Proof < Math.Max(0, request.Terms.Max(t => t.Urgency) - 1) ? "StrongerProofNeeded" : null,
        };
    }

    private Told Create(Move.Submit asked, DateTimeOffset now)
    {
        var request = new ModelRequest
        {
            Asked = asked,
            DirectoryAt = Directory.Time,
            Owner = Scene.Askers[asked.Key] == Scene.Payer ? Directory.Owner : null,
            Terms = asked.Tool == Scene.Pay ? _terms : [],
            Owners = asked.Tool == Scene.Pay ? [.. _terms.Select(_ => 0)] : [],
            Reached = asked.Tool == Scene.Pay ? [.. _terms.Select(_ => 0)] : [],
            CreatedAt = now,
            UpdatedAt = now,
            DeniedBefore = DeniedBefore(asked, now),
        };
        switch (asked.Tool)
        {
            case Scene.Look:
                request = request with { Ending = new Ending("approved", "policy", [], now) };
                break;
            case Scene.Wipe:
                request = request with { Ending = new Ending("denied", "policy", [], now) };
                break;
            default:
                request = Passing.Missing(request, Directory, now) is { } missing
                    ? request with { Owners = missing, ExpiresAt = now + request.Timeout }
                    : request with { Ending = Passing.Impossible(now) };
                break;
        }

        if (request.Ending is null && Waiting(request.Agent, now) >= Directory.PendingLimit)
        {
            return new Told($"TooManyPending {Directory.PendingLimit}", []);
        }

        _requests[asked.Key] = request;
        _effects[asked.Key] = request.Ending is null ? ["AskReviewers"] : [];
        return new Told($"Created {request}", [.. _effects[asked.Key]]);
    }

    private int Waiting(string agent, DateTimeOffset now) =>
        _requests.Count(r => r.Value.Agent == agent && At(r.Key, now)!.Ending is null);

    /// <summary>When the same was last denied to the same agent, as far as that is remembered.</summary>
    private DateTimeOffset? DeniedBefore(Move.Submit asked, DateTimeOffset now)
    {
        var last = _requests
            .Where(r => r.Value.Agent == Scene.Askers[asked.Key] && r.Value.Asked.Tool == asked.Tool)
            .Select(r => At(r.Key, now)!.Ending)
            .Where(e => e is { Status: "denied" or "expired" })
            .Max(e => e?.At);
        return last + DenialsAreRemembered >= now ? last : null;
    }

    /// <summary>Lets time pass, and what the command does come after it. A clock that was set back does not take the request's time with it.</summary>
    private Told Command(
        int key, DateTimeOffset now, Func<ModelRequest, DateTimeOffset, (ModelRequest Request, string Outcome, IReadOnlyList<string> Effects)> command)
    {
        if (!_requests.TryGetValue(key, out var request))
        {
            return new Told("NotFound", []);
        }

        var time = Later(request, now);
        var (current, passed) = Passing.Pass(request, time);
        var (next, outcome, effects) = command(current, time);
        _requests[key] = next;
        _effects[key].AddRange([.. passed, .. effects]);
        return new Told(outcome, [.. passed, .. effects]);
    }

    private static DateTimeOffset Later(ModelRequest request, DateTimeOffset now) => now > request.UpdatedAt ? now : request.UpdatedAt;
}
