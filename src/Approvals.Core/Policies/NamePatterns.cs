using System.Collections.Immutable;

namespace Approvals.Core.Policies;

/// <summary>Asks several patterns.</summary>
internal static class NamePatterns
{
    /// <summary>Whether each of the others is covered by one of these.</summary>
    public static bool Cover(ImmutableArray<NamePattern> patterns, ImmutableArray<NamePattern> others)
    {
        foreach (var other in others)
        {
            if (!patterns.Any(p => p.Covers(other)))
            {
                return false;
            }
        }

        return true;
    }

    public static bool MatchAny(this ImmutableArray<NamePattern> patterns, ReadOnlySpan<char> name)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(name))
            {
                return true;
            }
        }

        return false;
    }
}
