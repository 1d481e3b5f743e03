using System.Collections.Immutable;

namespace Approvals.Conformance.Model.Prediction;

/// <summary>What time does, and what the directory does: each in the order of its time, whenever anybody looks.</summary>
internal static class Passing
{
    /// <summary>The request with all that was due before this moment.</summary>
    public static (ModelRequest Request, IReadOnlyList<string> Effects) Pass(ModelRequest request, DateTimeOffset now)
    {
        var current = request;
        var asked = new List<string>();
        while (current.DueAt is { } due && now > due)
        {
            current = PassOne(current, due, asked);
        }

        if (ReferenceEquals(current, request))
        {
            return (request, []);
        }

        current = current with { UpdatedAt = now };
        return (request.Ending, current.Ending) switch
        {
            (null, null) => (current, asked),
            (null, _) => (current, OfDecision(current)),
            _ => (current, ["AnnounceUnknown"]),
        };
    }

    /// <summary>
    /// The request after another look at the directory: slots that nobody can fill fall to owners, and what cannot be
    /// filled even so is denied.
    /// </summary>
    public static (ModelRequest Request, IReadOnlyList<string> Effects) Renew(ModelRequest request, ModelDirectory directory, DateTimeOffset now)
    {
        if (request.Ending is not null)
        {
            return (request, []);
        }

        if (Missing(request, directory, now) is not { } missing)
        {
            var denied = request with { Ending = Impossible(now), UpdatedAt = now };
            return (denied, OfDecision(denied));
        }

        ImmutableArray<int> owners = [.. missing.Zip(request.Owners, Math.Max)];
        if (owners.SequenceEqual(request.Owners))
        {
            return (request, []);
        }

        var renewed = request with { Owners = owners, UpdatedAt = now };
        renewed = renewed with { Ending = Quorums.Decide(renewed, now) };
        return (renewed, renewed.Ending is not null
            ? OfDecision(renewed)
            : [.. Enumerable.Range(0, owners.Length).Where(i => owners[i] > request.Owners[i]).Select(i => $"AskOwners {i}")]);
    }

    /// <summary>For each requirement, how many slots only owners can fill; null where even they do not suffice.</summary>
    public static ImmutableArray<int>? Missing(ModelRequest request, ModelDirectory directory, DateTimeOffset now)
    {
        var everybodyComesIn = request.Terms.Where((t, i) => t.Tiers.Count(tier => tier.After < request.Timeout) > request.Reached[i]).Any();
        List<Voice> people = [.. request.Reviews.Where(r => r.Yes).Select(r => r.Voice)];
        people.AddRange(directory.Voices(now, everybodyComesIn ? DateTimeOffset.MaxValue : request.AskedAt)
            .Where(v => !people.Exists(p => p.Name == v.Name)).ToList());
        var missing = new List<int>();
        for (var i = 0; i < request.Terms.Length; i++)
        {
            var requirement = i;
            var terms = request.Terms[i];
            List<Voice> able = [.. people.Where(v => !Quorums.IsKeptOut(request, requirement, v))];
            var tiers = terms.Tiers.Where(t => t.After < request.Timeout).ToList();
            var slots = terms.Groups.Sum(g => g.Threshold);
            var without = Seats.Most(terms.Groups, able, (hat, group) => hat.Fits(group) || tiers.Exists(hat.Fits));
            if (without < slots && Seats.Most(terms.Groups, able, (hat, group) => hat.Owner || hat.Fits(group) || tiers.Exists(hat.Fits)) < slots)
            {
                return null;
            }

            missing.Add(slots - without);
        }

        return [.. missing];
    }

    public static Ending Impossible(DateTimeOffset at) => new("denied", "policy", [], at, "quorum_impossible");

    public static IReadOnlyList<string> OfDecision(ModelRequest request) =>
        request.Asked.CallsBack ? ["AnnounceDecision", "CallBack"] : ["AnnounceDecision"];

    private static ModelRequest PassOne(ModelRequest request, DateTimeOffset due, List<string> asked)
    {
        if (request.Ending is not null)
        {
            return request with { Permit = request.Permit! with { Lapsed = true } };
        }

        if (due == request.ExpiresAt)
        {
            return request with { Ending = new Ending("expired", "deadline", [], due) };
        }

        ImmutableArray<int> reached = [.. request.Terms.Select(t => t.Tiers.Count(tier => request.CreatedAt + tier.After <= due))];
        for (var i = 0; i < reached.Length; i++)
        {
            asked.AddRange(Enumerable.Range(request.Reached[i], reached[i] - request.Reached[i]).Select(tier => $"AskTier {i} {tier}"));
        }

        var isHalfTime = !request.Reminded && request.CreatedAt + (request.Timeout / 2) <= due;
        if (isHalfTime)
        {
            asked.Add("Remind");
        }

        var next = request with { Reached = reached, Reminded = request.Reminded || isHalfTime };
        return next with { Ending = Quorums.Decide(next, due) };
    }
}
