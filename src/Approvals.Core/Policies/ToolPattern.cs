namespace Approvals.Core.Policies;

/// <summary>
/// A tool's name or a glob over names: <c>*</c> stands for any run of characters but <c>.</c>, <c>**</c> for any
/// run. Case-sensitive, and over the whole name. Matching costs at most pattern times name.
/// </summary>
public sealed class ToolPattern
{
    private readonly bool _exact;

    /// <exception cref="ArgumentException">It is no pattern.</exception>
    public ToolPattern(string text)
    {
        if (!ToolName.IsPattern(text))
        {
            throw new ArgumentException($"'{text}' names no tools: {Rule}.", nameof(text));
        }

        Text = text;
        _exact = !text.Contains('*', StringComparison.Ordinal);
    }

    /// <summary>The rule in words, for errors.</summary>
    public static string Rule => $"{ToolName.Rule}; in a pattern, * is any run of characters but the dot and ** any run";

    /// <summary>Every tool.</summary>
    public static ToolPattern Any { get; } = new("**");

    public string Text { get; }

    public bool Matches(string tool) => _exact ? tool == Text : MatchesGlob(Text, tool);

    public override string ToString() => Text;

    /// <summary>Follows all readings of the glob at once: <c>reached[i]</c> says that the name so far can end before the pattern's character i.</summary>
    private static bool MatchesGlob(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        Span<bool> reached = stackalloc bool[ToolName.MaxLength + 1];
        Span<bool> next = stackalloc bool[ToolName.MaxLength + 1];
        reached = reached[..(pattern.Length + 1)];
        next = next[..(pattern.Length + 1)];
        reached[0] = true;
        SkipStars(pattern, reached);
        foreach (var c in name)
        {
            next.Clear();
            for (var i = 0; i < pattern.Length; i++)
            {
                if (!reached[i])
                {
                    continue;
                }

                if (pattern[i] != '*')
                {
                    next[i + 1] |= pattern[i] == c;
                }
                else if (c != '.' || IsDoubleStar(pattern, i))
                {
                    next[i] = true;
                }
            }

            SkipStars(pattern, next);
            next.CopyTo(reached);
        }

        return reached[^1];
    }

    /// <summary>A star may stand for nothing.</summary>
    private static void SkipStars(ReadOnlySpan<char> pattern, Span<bool> reached)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (reached[i] && pattern[i] == '*')
            {
                reached[i + 1] = true;
            }
        }
    }

    private static bool IsDoubleStar(ReadOnlySpan<char> pattern, int i) =>
        (i + 1 < pattern.Length && pattern[i + 1] == '*') || (i > 0 && pattern[i - 1] == '*');
}
