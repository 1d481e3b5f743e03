using Approvals.Core.Policies.Patterns;

namespace Approvals.Core.Policies.Conditions;

/// <summary>
/// A regular expression that is matched over the whole text, in time at most the text's length times the pattern's size,
/// and in no memory. <c>.</c> is any character, the end of a line among them. The engine is ours: .NET's
/// non-backtracking one is linear too, but what it builds of a short pattern grows with the text to hundreds of megabytes.
/// </summary>
public sealed class LinearPattern
{
    /// <summary>The longest pattern, in characters.</summary>
    public const int MaxLength = 1_000;

    /// <summary>The most characters of a text times parts of its pattern: a fraction of a second.</summary>
    public const long MostSteps = 10_000_000;

    private readonly PatternProgram _program;

    private LinearPattern(string text, PatternProgram program)
    {
        Text = text;
        _program = program;
    }

    public string Text { get; }

    /// <summary>Reads it, or says what is wrong with it.</summary>
    /// <returns>Null where it was read.</returns>
    public static string? TryParse(string text, out LinearPattern? pattern)
    {
        pattern = null;
        if (text.Length is 0 or > MaxLength)
        {
            return $"A pattern has 1 to {MaxLength} characters, not {text.Length}.";
        }

        if (text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
        {
            return "A pattern has no characters beyond U+FFFF.";
        }

        try
        {
            pattern = new LinearPattern(text, new PatternProgram(PatternParser.Parse(text)));
            return null;
        }
        catch (PatternException e)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// Whether the text is one that the pattern is asked about: not so long that it would take noticeable time, and made
    /// of characters that are one unit of UTF-16 each, which is what the pattern counts and classifies.
    /// </summary>
    public bool CanTell(ReadOnlySpan<char> text) =>
        (long)text.Length * _program.Size <= MostSteps && !text.ContainsAnyInRange('\ud800', '\udfff');

    public bool Matches(ReadOnlySpan<char> text) => _program.Matches(text);

    public override string ToString() => Text;
}
