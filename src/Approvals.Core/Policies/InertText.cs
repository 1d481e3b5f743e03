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

    private static Rune Inert(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when Rune.IsWhiteSpace(rune) => new Rune(' '),
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.Surrogate => Rune.ReplacementChar,
        _ => rune,
    };
}
