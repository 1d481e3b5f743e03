using System.Collections.Immutable;
using System.Globalization;

namespace Approvals.Core.Policies.Patterns;

/// <summary>Reads sets of characters: what stands in square brackets, and escapes.</summary>
internal static class CharacterClassReader
{
    /// <param name="text">The pattern.</param>
    /// <param name="at">Behind the opening bracket; afterwards behind the closing one.</param>
    public static CharacterSet Read(string text, ref int at)
    {
        var begin = at;
        var isNegated = at < text.Length && text[at] == '^';
        at += isNegated ? 1 : 0;
        var ranges = ImmutableArray.CreateBuilder<(char, char)>();
        var subsets = ImmutableArray.CreateBuilder<CharacterSet>();
        for (var isFirst = true; at < text.Length && (isFirst || text[at] != ']'); isFirst = false)
        {
            if (ReadOne(text, ref at) is not { } first)
            {
                subsets.Add(ReadEscape(text, ref at));
                continue;
            }

            var last = first;
            if (at + 1 < text.Length && text[at] == '-' && text[at + 1] != ']')
            {
                at++;
                last = ReadOne(text, ref at) ?? throw Wrong(text, at, "a range that ends in a set");
            }

            ranges.Add(last >= first ? (first, last) : throw Wrong(text, at, "a range whose end is before its beginning"));
        }

        if (at++ >= text.Length)
        {
            throw Wrong(text, begin, "a '[' without its ']'");
        }

        return new CharacterSet(ranges.ToImmutable(), [], subsets.ToImmutable(), isNegated, false);
    }

    /// <param name="text">The pattern.</param>
    /// <param name="at">Behind the backslash; afterwards behind the escape.</param>
    public static CharacterSet ReadEscape(string text, ref int at)
    {
        switch (text[at])
        {
            case 'd' or 'D':
                return Negated(CharacterSet.Digits, text[at++] == 'D');
            case 'w' or 'W':
                return Negated(CharacterSet.WordCharacters, text[at++] == 'W');
            case 's' or 'S':
                return Negated(CharacterSet.WhiteSpace, text[at++] == 'S');
            case 'p' or 'P':
                return ReadCategory(text, ref at);
            default:
                var c = ReadEscapedCharacter(text, ref at);
                return CharacterSet.Of(c, c);
        }
    }

    /// <summary>A single character; null where a set stands, in which case <paramref name="at"/> is behind its backslash.</summary>
    private static char? ReadOne(string text, ref int at)
    {
        var c = text[at++];
        if (c == '[' && at < text.Length && text[at] == ':')
        {
            throw Wrong(text, at, "a [:class:] of POSIX, which means something else here; write \\d, \\w, \\s or \\p{L}");
        }

        if (c == '-' && at < text.Length && text[at] == '[')
        {
            throw Wrong(text, at, "a set that is taken away from a set");
        }

        if (c != '\\')
        {
            return c;
        }

        if (at >= text.Length)
        {
            throw Wrong(text, at, "a '\\' with nothing behind it");
        }

        if (text[at] is 'd' or 'D' or 'w' or 'W' or 's' or 'S' or 'p' or 'P')
        {
            return null;
        }

        return text[at] == 'b' && at++ > 0 ? '\b' : ReadEscapedCharacter(text, ref at);
    }

    private static char ReadEscapedCharacter(string text, ref int at)
    {
        var c = text[at++];
        return c switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'f' => '\f',
            'v' => '\v',
            'x' => ReadHex(text, ref at, 2),
            'u' => ReadHex(text, ref at, 4),
            _ when char.IsAsciiLetterOrDigit(c) => throw Wrong(text, at, $"an escape \\{c} that is not known"),
            _ => c,
        };
    }

    private static char ReadHex(string text, ref int at, int length)
    {
        if (at + length > text.Length
            || !ushort.TryParse(text.AsSpan(at, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw Wrong(text, at, $"an escape without its {length} hexadecimal digits");
        }

        at += length;
        return (char)code;
    }

    private static CharacterSet ReadCategory(string text, ref int at)
    {
        var isNegated = text[at++] == 'P';
        var close = at < text.Length && text[at] == '{' ? text.IndexOf('}', at) : -1;
        var name = close < 0 ? "" : text[(at + 1)..close];
        if (!UnicodeCategories.TryFind(name, out var categories))
        {
            throw Wrong(text, at, "\\p without a general category of Unicode, such as \\p{L} or \\p{Nd}");
        }

        at = close + 1;
        return Negated(CharacterSet.Of(categories), isNegated);
    }

    private static CharacterSet Negated(CharacterSet set, bool isNegated) => isNegated ? set.Negate() : set;

    private static PatternException Wrong(string text, int at, string what) =>
        new($"'{text}' is not a regular expression: it has {what}, at character {Math.Min(at, text.Length)}.");
}
