namespace Approvals.Core.Policies;

/// <summary>
/// Text in which <c>*</c> stands for any run of characters but <c>.</c>, and <c>**</c> for any run. Case-sensitive,
/// and over the whole text. All readings of the glob are followed at once, 64 places of it in one step, so that no
/// text makes it slow.
/// </summary>
internal sealed class Glob
{
    /// <summary>The longest glob, in characters.</summary>
    public const int MaxLength = 256;

    private const int WordBits = 64;

    /// <summary>The text's places, a bit each, and one for its end.</summary>
    private const int MaxWords = (MaxLength / WordBits) + 1;

    private readonly Place[] _places;

    /// <summary>The different characters, in their order.</summary>
    private readonly char[] _characters = [];

    /// <summary>For each of them, where it stands; <see cref="_words"/> words each.</summary>
    private readonly ulong[] _literals = [];

    private readonly ulong[] _stars = [];
    private readonly ulong[] _doubleStars = [];
    private readonly int _words;

    /// <exception cref="ArgumentException">It is too long.</exception>
    public Glob(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new ArgumentException($"A glob has at most {MaxLength} characters.", nameof(text));
        }

        Text = text;
        var first = text.IndexOf('*', StringComparison.Ordinal);
        IsExact = first < 0;
        Prefix = IsExact ? text : text[..first];
        _places = IsExact ? [] : Read(text);
        _words = (_places.Length / WordBits) + 1;
        if (IsExact)
        {
            return;
        }

        _characters = [.. _places.Where(p => p.Stars == 0).Select(p => p.Character).Distinct().Order()];
        _literals = [.. _characters.SelectMany(c => Mask(p => p.Stars == 0 && p.Character == c))];
        _stars = Mask(p => p.Stars > 0);
        _doubleStars = Mask(p => p.Stars > 1);
    }

    public string Text { get; }

    /// <summary>Whether no star is in it.</summary>
    public bool IsExact { get; }

    /// <summary>What every text that it matches begins with.</summary>
    public string Prefix { get; }

    public bool Matches(ReadOnlySpan<char> text)
    {
        if (IsExact)
        {
            return text.SequenceEqual(Text);
        }

        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<ulong> reached = stackalloc ulong[MaxWords];
        reached = Begin(reached);
        foreach (var c in text)
        {
            Step(reached, LiteralsOf(c), c == '.' ? _doubleStars : _stars);
        }

        return Has(reached, _places.Length);
    }

    /// <summary>
    /// Whether every text that the other matches is matched by this one. A run of stars in the other is followed like
    /// a character that only stars stand for; where they cannot, the answer is no, though it may be yes.
    /// </summary>
    public bool Covers(Glob other)
    {
        if (IsExact || other.IsExact)
        {
            return other.IsExact && Matches(other.Text);
        }

        Span<ulong> reached = stackalloc ulong[MaxWords];
        reached = Begin(reached);
        foreach (var (stars, character) in other._places)
        {
            var staying = stars > 1 || (stars == 0 && character == '.') ? _doubleStars : _stars;
            Step(reached, stars == 0 ? LiteralsOf(character) : [], staying);
        }

        return Has(reached, _places.Length);
    }

    /// <summary>Stars beside each other are one double star.</summary>
    private static Place[] Read(string text)
    {
        var places = new List<Place>(text.Length);
        foreach (var c in text)
        {
            if (c != '*')
            {
                places.Add(new Place(0, c));
            }
            else if (places is [.., { Stars: > 0 } before])
            {
                places[^1] = before with { Stars = 2 };
            }
            else
            {
                places.Add(new Place(1, c));
            }
        }

        return [.. places];
    }

    private ulong[] Mask(Func<Place, bool> isIn)
    {
        var mask = new ulong[_words];
        for (var i = 0; i < _places.Length; i++)
        {
            mask[i / WordBits] |= isIn(_places[i]) ? 1UL << (i % WordBits) : 0;
        }

        return mask;
    }

    private ReadOnlySpan<ulong> LiteralsOf(char c)
    {
        var place = _characters.AsSpan().IndexOf(c);
        return place < 0 ? [] : _literals.AsSpan(place * _words, _words);
    }

    private Span<ulong> Begin(Span<ulong> words)
    {
        var reached = words[.._words];
        reached.Clear();
        reached[0] = 1;
        SkipStars(reached);
        return reached;
    }

    /// <summary>One character on: past it where it stands, and still at a star that it is a part of.</summary>
    private void Step(Span<ulong> reached, ReadOnlySpan<ulong> literal, ulong[] staying)
    {
        ulong carry = 0;
        for (var i = 0; i < reached.Length; i++)
        {
            var passed = literal.IsEmpty ? 0 : reached[i] & literal[i];
            reached[i] = (reached[i] & staying[i]) | (passed << 1) | carry;
            carry = passed >> (WordBits - 1);
        }

        SkipStars(reached);
    }

    /// <summary>A star may stand for nothing; two stars never stand beside each other.</summary>
    private void SkipStars(Span<ulong> reached)
    {
        ulong carry = 0;
        for (var i = 0; i < reached.Length; i++)
        {
            var skipped = reached[i] & _stars[i];
            reached[i] |= (skipped << 1) | carry;
            carry = skipped >> (WordBits - 1);
        }
    }

    private static bool Has(ReadOnlySpan<ulong> reached, int place) =>
        (reached[place / WordBits] & (1UL << (place % WordBits))) != 0;

    /// <param name="Stars">None for a character, one, or two for any more.</param>
    /// <param name="Character">What stands there.</param>
    private readonly record struct Place(byte Stars, char Character);
}
