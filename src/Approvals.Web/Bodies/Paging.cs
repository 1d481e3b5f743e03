using Approvals.Web.Contract;
using Approvals.Web.Problems;

namespace Approvals.Web.Bodies;

/// <summary>Lists, part by part: those that are in memory, in the order of their names, and those of the ports.</summary>
internal static class Paging
{
    public const int StandardLimit = 50;

    public const int MaxLimit = 200;

    /// <summary>A part that a port gives, by the place that a caller names.</summary>
    /// <exception cref="RefusedException">The place is none in the list.</exception>
    public static async Task<TPage> ReadAsync<TPage>(Func<Task<TPage>> read)
    {
        try
        {
            return await read();
        }
        catch (ArgumentException)
        {
            throw QueryReader.Invalid("after", "is the 'next' of an earlier page");
        }
    }

    /// <param name="all">The whole list.</param>
    /// <param name="name">What an item is called; no two are called the same.</param>
    /// <param name="place">The last name of the part before, and how many to show.</param>
    /// <param name="show">How an item is shown.</param>
    public static Page<TView> Take<T, TView>(
        IEnumerable<T> all, Func<T, string> name, (string? After, int Limit) place, Func<T, TView> show)
    {
        var rest = all.OrderBy(name, StringComparer.Ordinal)
            .SkipWhile(item => place.After is not null && string.CompareOrdinal(name(item), place.After) <= 0)
            .Take(place.Limit + 1)
            .ToList();
        var items = rest.Take(place.Limit).ToList();
        return new Page<TView>([.. items.Select(show)], rest.Count > items.Count ? name(items[^1]) : null);
    }
}
