using System.Globalization;
using System.Text;
using Approvals.Core.Policies;

namespace Approvals.Core.Rendering;

/// <summary>
/// Somebody else's text as a person is to see it: on one line, with what nobody would see or what would turn its
/// neighbours around written out, and cut with a word on what was cut. Markup is left as it is: a channel escapes all
/// that it sends.
/// </summary>
public static class VisibleText
{
    /// <param name="text">The text.</param>
    /// <param name="most">So many characters of it are shown at the most.</param>
    public static string Of(string text, int most)
    {
        var shown = new StringBuilder();
        var (count, taken, all) = (0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            all++;
            if (count < most)
            {
                taken++;
                // What is written out takes more room than it came with.
                var before = shown.Length;
                Append(shown, rune);
                count += Math.Max(1, shown.Length - before - (rune.Utf16SequenceLength - 1));
            }
        }

        return all > taken
            ? shown.Append(CultureInfo.InvariantCulture, $"… ({all - taken} more characters)").ToString()
            : shown.ToString();
    }

    /// <summary>What is blank is a space; what is unseen is its code, such as <c>[U+202E]</c>.</summary>
    private static void Append(StringBuilder shown, Rune rune)
    {
        if (rune.Value is '\n' or '\r' or '\t' or ' ')
        {
            shown.Append(' ');
        }
        else if (InertText.IsUnseen(rune) || Rune.IsWhiteSpace(rune) || rune == Rune.ReplacementChar)
        {
            shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }
        else
        {
            shown.Append(rune.ToString());
        }
    }
}
