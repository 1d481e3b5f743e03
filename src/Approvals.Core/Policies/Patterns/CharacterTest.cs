namespace Approvals.Core.Policies.Patterns;

/// <summary>A set of characters, with an answer for each of ASCII at hand.</summary>
internal sealed class CharacterTest
{
    private const int WordBits = 64;

    private readonly CharacterSet _set;
    private readonly ulong _low;
    private readonly ulong _high;

    public CharacterTest(CharacterSet set)
    {
        _set = set;
        for (var i = 0; i < WordBits; i++)
        {
            _low |= set.Contains((char)i) ? 1UL << i : 0;
            _high |= set.Contains((char)(i + WordBits)) ? 1UL << i : 0;
        }
    }

    public static CharacterTest WordCharacters { get; } = new(CharacterSet.WordCharacters);

    public bool Contains(char c) => (c / WordBits) switch
    {
        0 => (_low & (1UL << c)) != 0,
        1 => (_high & (1UL << (c - WordBits))) != 0,
        _ => _set.Contains(c),
    };
}
