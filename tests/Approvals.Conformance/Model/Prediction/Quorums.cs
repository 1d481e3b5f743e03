using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Prediction;

/// <summary>Who may fill which slot, and which are filled.</summary>
internal static class Quorums
{
    /// <summary>Whether the requirement asks for this voice.</summary>
    public static bool Asks(ModelRequest request, int requirement, Voice voice) =>
        StepsIn(request, requirement, voice)
        || voice.Hats.Any(h => request.Terms[requirement].Groups.Any(h.Fits) || IsOfReachedTier(request, requirement, h));

    public static bool Asks(ModelRequest request, Voice voice) => AnyOf(request, i => Asks(request, i, voice));

    public static bool MayFill(ModelRequest request, int requirement, Voice voice) =>
        Asks(request, requirement, voice) && !IsKeptOut(request, requirement, voice);

    public static bool MayFill(ModelRequest request, Voice voice) => AnyOf(request, i => MayFill(request, i, voice));

    /// <summary>Whether it is the own request of the person, or of somebody for whom they stand in.</summary>
    public static bool IsKeptOut(ModelRequest request, int requirement, Voice voice) => voice.Hats.Any(h =>
        IsSame(h.Whose, request.Asked.OnBehalfOf)
        || (request.Terms[requirement].SeparateOwner && IsSame(h.Whose, request.Owner)));

    /// <summary>Whether an approval is in order now.</summary>
    public static bool IsTurnOf(ModelRequest request, Voice voice) => AnyOf(request, i =>
        MayFill(request, i, voice)
        && (!request.Terms[i].InOrder
            || StepsIn(request, i, voice)
            || voice.Hats.Any(h => IsOfReachedTier(request, i, h) || request.Terms[i].Groups.Take(GroupsAsked(request, i)).Any(h.Fits))));

    /// <summary>Approvals that are missing.</summary>
    public static int Needed(ModelRequest request) =>
        request.Terms.Select((t, i) => t.Groups.Sum(g => g.Threshold) - Filled(request, i, t.Groups.Length)).Sum();

    /// <summary>What the reviews come to at this time, if they come to anything.</summary>
    public static Ending? Decide(ModelRequest request, DateTimeOffset at)
    {
        if (AnyOf(request, i => request.Reviews.Count(r => !r.Yes && MayFill(request, i, r.Voice)) >= request.Terms[i].Denials))
        {
            return new Ending("denied", "people", [.. request.Reviews.Where(r => !r.Yes).Select(r => r.Voice.Name)], at);
        }

        return Needed(request) == 0
            ? new Ending("approved", "people", [.. request.Reviews.Where(r => r.Yes).Select(r => r.Voice.Name)], at)
            : null;
    }

    /// <summary>Whether another group of a requirement in order is asked now.</summary>
    public static bool MovesOn(ModelRequest before, ModelRequest after, int requirement) =>
        after.Terms[requirement].InOrder && GroupsAsked(after, requirement) > GroupsAsked(before, requirement);

    /// <summary>Groups in order: those that are full, and the one after them.</summary>
    private static int GroupsAsked(ModelRequest request, int requirement)
    {
        var groups = request.Terms[requirement].Groups;
        var full = Enumerable.Range(1, groups.Length - 1)
            .TakeWhile(n => Filled(request, requirement, n) == groups.Take(n).Sum(g => g.Threshold))
            .Count();
        return full + 1;
    }

    /// <summary>
    /// How many slots of the first groups are filled: as many as without owners, and those that owners step in for, as
    /// far as there are owners to fill them.
    /// </summary>
    private static int Filled(ModelRequest request, int requirement, int groups)
    {
        var asked = request.Terms[requirement].Groups[..groups];
        List<Voice> approvals = [.. request.Reviews.Where(r => r.Yes && !IsKeptOut(request, requirement, r.Voice)).Select(r => r.Voice)];
        var without = Seats.Most(asked, approvals, Fits);
        return request.Owners[requirement] == 0
            ? without
            : Math.Min(without + request.Owners[requirement], Seats.Most(asked, approvals, (hat, slots) => hat.Owner || Fits(hat, slots)));

        bool Fits(Hat hat, Slots slots) => hat.Fits(slots) || IsOfReachedTier(request, requirement, hat);
    }

    private static bool StepsIn(ModelRequest request, int requirement, Voice voice) => request.Owners[requirement] > 0 && voice.IsOwner;

    private static bool IsOfReachedTier(ModelRequest request, int requirement, Hat hat) =>
        request.Terms[requirement].Tiers.Take(request.Reached[requirement]).Any(hat.Fits);

    private static bool AnyOf(ModelRequest request, Func<int, bool> holds) => Enumerable.Range(0, request.Terms.Length).Any(holds);

    private static bool IsSame(string person, string? other) => string.Equals(person, other, StringComparison.OrdinalIgnoreCase);
}
