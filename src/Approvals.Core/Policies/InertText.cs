using System.Globalization;
using System.Text;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies;

/// <summary>
/// A value of an action as text in a sentence: on one line, without characters that are not seen or that turn what
/// stands beside them around, and cut. Markup is left as it is: a channel escapes all that it sends.
/// </summary>
internal static class InertText
{
    /// <summary>The longest, in characters, before the mark that something was cut.</summary>
    public const int MaxLength = 200;

    public static string Of(in Fact fact) => fact.Kind switch
    {
        FactKind.Text => fact.AskText(0, static (text, _) => Of(text)),
        FactKind.Number or FactKind.Boolean or FactKind.Array or FactKind.Object => Of(fact.Json.GetRawText()),
        FactKind.Null => "(null)",
        _ => "(missing)",
    };

    private static string Of(ReadOnlySpan<char> text)
    {
        var inert = new StringBuilder();
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (count++ == MaxLength)
            {
                return inert.Append('…').ToString();
            }

            inert.Append(Inert(rune).ToString());
        }

        return inert.ToString();
    }

    /// <summary>
    /// Whether nobody sees the character: what controls, formats or is not assigned, and what fonts leave out or leave
    /// blank (Unicode's Default_Ignorable_Code_Point, and U+2800).
    /// </summary>
    public static bool IsUnseen(Rune rune) => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
            or 0x2800 or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate;

    private static Rune Inert(Rune rune) => Rune.IsWhiteSpace(rune) ? new Rune(' ') : IsUnseen(rune) ? Rune.ReplacementChar : rune;
}
