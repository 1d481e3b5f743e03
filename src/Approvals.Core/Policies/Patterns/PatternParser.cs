using System.Collections.Immutable;
using System.Globalization;

namespace Approvals.Core.Policies.Patterns;

/// <summary>
/// Reads regular expressions as .NET, Perl and RE2 write them, less what cannot be matched in linear time
/// (backreferences, looking around, atomic groups) and what is rarely meant.
/// </summary>
internal sealed class PatternParser
{
    /// <summary>The deepest nesting of groups.</summary>
    private const int MaxDepth = 50;

    private readonly string _text;
    private int _at;
    private int _depth;
    private bool _ignoresCase;

    private PatternParser(string text) => _text = text;

    private bool IsAtEnd => _at >= _text.Length;

    /// <exception cref="PatternException">It is none that is taken.</exception>
    public static PatternNode Parse(string text)
    {
        var parser = new PatternParser(text);
        var node = parser.ReadChoice();
        return parser.IsAtEnd ? node : throw parser.Wrong("a ')' without its '('");
    }

    private PatternNode ReadChoice()
    {
        if (++_depth > MaxDepth)
        {
            throw Wrong($"groups over {MaxDepth} levels deep");
        }

        var ignoresCase = _ignoresCase;
        var options = ImmutableArray.CreateBuilder<PatternNode>();
        options.Add(ReadSequence());
        while (TryTake('|'))
        {
            options.Add(ReadSequence());
        }

        _depth--;
        _ignoresCase = ignoresCase;
        return options.Count == 1 ? options[0] : new PatternNode.Choice(options.ToImmutable());
    }

    private PatternNode.Sequence ReadSequence()
    {
        var parts = ImmutableArray.CreateBuilder<PatternNode>();
        while (!IsAtEnd && _text[_at] is not ('|' or ')'))
        {
            if (ReadAtom() is { } atom)
            {
                parts.Add(ReadRepetition(atom));
            }
        }

        return new PatternNode.Sequence(parts.ToImmutable());
    }

    private PatternNode? ReadAtom()
    {
        var c = _text[_at++];
        return c switch
        {
            '.' => new PatternNode.Character(CharacterSet.Everything),
            '^' => new PatternNode.At(Boundary.Start),
            '$' => new PatternNode.At(Boundary.LastLine),
            '(' => ReadGroup(),
            '[' => Cased(CharacterClassReader.Read(_text, ref _at)),
            '\\' => ReadEscape(),
            '*' or '+' or '?' => throw Wrong($"'{c}' without anything before it to repeat"),
            _ => Cased(CharacterSet.Of(c, c)),
        };
    }

    private PatternNode.Character Cased(CharacterSet set) => new(set with { IgnoresCase = _ignoresCase });

    /// <summary>Null for <c>(?i)</c>, which changes what follows.</summary>
    private PatternNode? ReadGroup()
    {
        var ignoresCase = _ignoresCase;
        if (TryTake("?i)"))
        {
            _ignoresCase = true;
            return null;
        }

        if (TryTake("?i:"))
        {
            _ignoresCase = true;
        }
        else if (!IsAtEnd && _text[_at] == '?' && !TryTake("?:"))
        {
            throw new PatternException(
                $"'{_text}' has a group of a kind that is not taken, at character {_at}: what looks ahead or behind, and what does not go back, cannot be matched in linear time; (...), (?:...), (?i) and (?i:...) can.");
        }

        var node = ReadChoice();
        _ignoresCase = ignoresCase;
        return TryTake(')') ? node : throw Wrong("a '(' without its ')'");
    }

    private PatternNode ReadEscape()
    {
        var c = IsAtEnd ? throw Wrong("a '\\' with nothing behind it") : _text[_at];
        Boundary? boundary = c switch
        {
            'b' => Boundary.Word,
            'B' => Boundary.NoWord,
            'A' => Boundary.Start,
            'z' => Boundary.End,
            'Z' => Boundary.LastLine,
            _ => null,
        };
        if (boundary is { } known)
        {
            _at++;
            return new PatternNode.At(known);
        }

        if (c is >= '1' and <= '9' or 'k' or 'G')
        {
            throw new PatternException($"'{_text}' looks back at what was matched (\\{c}), which cannot be done in linear time.");
        }

        return Cased(CharacterClassReader.ReadEscape(_text, ref _at));
    }

    private PatternNode ReadRepetition(PatternNode part)
    {
        if (IsAtEnd || !TryReadTimes(out var least, out var most))
        {
            return part;
        }

        // Whether as much or as little as possible is taken makes no difference to whether the whole text matches.
        TryTake('?');
        return IsAtEnd || _text[_at] is not ('*' or '+' or '?')
            ? new PatternNode.Repeated(part, least, most)
            : throw Wrong("a repetition of a repetition");
    }

    private bool TryReadTimes(out int least, out int? most)
    {
        (least, most) = (_text[_at] == '+' ? 1 : 0, _text[_at] == '?' ? 1 : null);
        if (_text[_at] is '*' or '+' or '?')
        {
            _at++;
            return true;
        }

        var close = _text[_at] == '{' ? _text.IndexOf('}', _at) : -1;
        var bounds = close < 0 ? [] : _text[(_at + 1)..close].Split(',');
        if (bounds.Length is 0 or > 2 || !TryReadCount(bounds[0], out least)
            || (bounds is [_, { Length: > 0 }] && !TryReadCount(bounds[1], out _)))
        {
            return false;
        }

        most = bounds switch
        {
            [_] => least,
            [_, ""] => null,
            _ when TryReadCount(bounds[1], out var upper) && upper >= least => upper,
            _ => throw Wrong("a repetition whose least is above its most"),
        };
        _at = close + 1;
        return true;
    }

    /// <summary>What is larger than any program is as good as refused.</summary>
    private static bool TryReadCount(string digits, out int count)
    {
        var isCount = digits.Length > 0 && digits.All(char.IsAsciiDigit);
        count = PatternProgram.MaxInstructions + 1;
        if (isCount && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var read))
        {
            count = Math.Min(read, count);
        }

        return isCount;
    }

    private bool TryTake(char c) => TryTake(c.ToString());

    private bool TryTake(string text)
    {
        if (!_text.AsSpan(_at).StartsWith(text, StringComparison.Ordinal))
        {
            return false;
        }

        _at += text.Length;
        return true;
    }

    private PatternException Wrong(string what) =>
        new($"'{_text}' is not a regular expression: it has {what}, at character {Math.Min(_at, _text.Length)}.");
}
