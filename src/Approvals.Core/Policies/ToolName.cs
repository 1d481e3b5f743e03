using System.Text;

namespace Approvals.Core.Policies;

/// <summary>What names a tool. Whatever could be mistaken for a pattern, a list or a slip of the hand is no name.</summary>
public static class ToolName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 256;

    /// <summary>The rule in words, for errors.</summary>
    public const string Rule = "1 to 256 visible characters, without white space and none of * ? , [ ] { }";

    public static bool IsValid(string text) =>
        text.Length is > 0 and <= MaxLength && IsPlain(text);

    /// <summary>Whether the text is a name in which stars stand for runs of characters.</summary>
    internal static bool IsPattern(string text) =>
        text.Length is > 0 and <= MaxLength && IsPlain(text.Replace("*", "", StringComparison.Ordinal));

    private static bool IsPlain(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || InertText.IsUnseen(rune) || rune.Value is '*' or '?' or ',' or '[' or ']' or '{' or '}')
            {
                return false;
            }
        }

        return true;
    }
}
