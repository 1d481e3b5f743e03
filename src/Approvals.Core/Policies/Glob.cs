using System.Collections.Frozen;

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

    private readonly int _places;
    private readonly ulong[] _stars;
    private readonly ulong[] _doubleStars;
    private readonly ulong[] _none;
    private readonly FrozenDictionary<char, ulong[]> _literals;

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
        var places = Read(text);
        _places = places.Count;
        _none = NewMask();
        _stars = Mask(places, p => p is Place.Star or Place.DoubleStar);
        _doubleStars = Mask(places, p => p is Place.DoubleStar);
        _literals = places.OfType<Place.Literal>().Select(p => p.Char).Distinct()
            .ToFrozenDictionary(c => c, c => Mask(places, p => p is Place.Literal literal && literal.Char == c));
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
            var literal = _literals.GetValueOrDefault(c, _none);
            Step(reached, literal, c == '.' ? _doubleStars : _stars);
        }

        return Has(reached, _places);
    }

    /// <summary>
    /// Whether every text that the other matches is matched by this one. A run of stars in the other is followed like
    /// a character that only stars stand for; where they cannot, the answer is no, though it may be yes.
    /// </summary>
    public bool Covers(Glob other)
    {
        Span<ulong> reached = stackalloc ulong[MaxWords];
        reached = Begin(reached);
        foreach (var place in Read(other.Text))
        {
            switch (place)
            {
                case Place.Literal { Char: var c }:
                    Step(reached, _literals.GetValueOrDefault(c, _none), c == '.' ? _doubleStars : _stars);
                    break;
                case Place.Star:
                    Step(reached, _none, _stars);
                    break;
                default:
                    Step(reached, _none, _doubleStars);
                    break;
            }
        }

        return Has(reached, _places);
    }

    /// <summary>Stars beside each other are one double star.</summary>
    private static List<Place> Read(string text)
    {
        var places = new List<Place>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '*')
            {
                places.Add(new Place.Literal(text[i]));
                continue;
            }

            var begin = i;
            while (i + 1 < text.Length && text[i + 1] == '*')
            {
                i++;
            }

            places.Add(i == begin ? new Place.Star() : new Place.DoubleStar());
        }

        return places;
    }

    private ulong[] NewMask() => new ulong[(_places / WordBits) + 1];

    private ulong[] Mask(List<Place> places, Func<Place, bool> isIn)
    {
        var mask = NewMask();
        for (var i = 0; i < places.Count; i++)
        {
            mask[i / WordBits] |= isIn(places[i]) ? 1UL << (i % WordBits) : 0;
        }

        return mask;
    }

    private Span<ulong> Begin(Span<ulong> words)
    {
        var reached = words[.._none.Length];
        reached.Clear();
        reached[0] = 1;
        SkipStars(reached);
        return reached;
    }

    /// <summary>One character on: past it where it stands, and still at a star that it is a part of.</summary>
    private void Step(Span<ulong> reached, ulong[] literal, ulong[] staying)
    {
        ulong carry = 0;
        for (var i = 0; i < reached.Length; i++)
        {
            var passed = reached[i] & literal[i];
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

    private abstract record Place
    {
        internal sealed record Literal(char Char) : Place;

        internal sealed record Star : Place;

        internal sealed record DoubleStar : Place;
    }
}
