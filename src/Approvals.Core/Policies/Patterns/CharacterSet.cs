using System.Collections.Immutable;
using System.Globalization;

namespace Approvals.Core.Policies.Patterns;

/// <summary>A set of characters (UTF-16 code units), as one place of a pattern takes.</summary>
/// <param name="Ranges">Both ends included.</param>
/// <param name="Categories">Unicode's general categories.</param>
/// <param name="Subsets">Sets within it, such as <c>\D</c> in <c>[\Dx]</c>.</param>
/// <param name="IsNegated">Whether it is all others.</param>
/// <param name="IgnoresCase">Whether a character's other case counts too.</param>
internal sealed record CharacterSet(
    ImmutableArray<(char First, char Last)> Ranges,
    ImmutableHashSet<UnicodeCategory> Categories,
    ImmutableArray<CharacterSet> Subsets,
    bool IsNegated,
    bool IgnoresCase)
{
    private static readonly UnicodeCategory[] WordCategories =
    [
        UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter,
        UnicodeCategory.ModifierLetter, UnicodeCategory.OtherLetter, UnicodeCategory.NonSpacingMark,
        UnicodeCategory.DecimalDigitNumber, UnicodeCategory.ConnectorPunctuation,
    ];

    public static CharacterSet Everything { get; } = Of(char.MinValue, char.MaxValue);

    public static CharacterSet Digits { get; } = Of(UnicodeCategory.DecimalDigitNumber);

    public static CharacterSet WordCharacters { get; } = Of(WordCategories);

    public static CharacterSet WhiteSpace { get; } = new(
        [('\t', '\r'), ('\u0085', '\u0085')],
        [UnicodeCategory.SpaceSeparator, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator],
        [],
        false,
        false);

    public static CharacterSet Of(char first, char last) => new([(first, last)], [], [], false, false);

    public static CharacterSet Of(params UnicodeCategory[] categories) => new([], [.. categories], [], false, false);

    public CharacterSet Negate() => this with { IsNegated = !IsNegated };

    public bool Contains(char c) => IsNegated != (IgnoresCase
        ? Holds(c) || Holds(char.ToLowerInvariant(c)) || Holds(char.ToUpperInvariant(c))
        : Holds(c));

    private bool Holds(char c)
    {
        foreach (var (first, last) in Ranges)
        {
            if (c >= first && c <= last)
            {
                return true;
            }
        }

        if (!Categories.IsEmpty && Categories.Contains(char.GetUnicodeCategory(c)))
        {
            return true;
        }

        foreach (var subset in Subsets)
        {
            if (subset.Contains(c))
            {
                return true;
            }
        }

        return false;
    }
}
