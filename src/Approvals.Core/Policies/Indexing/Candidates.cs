using System.Buffers;

namespace Approvals.Core.Policies.Indexing;

/// <summary>
/// The rules that may apply to an action, by their ordinals. It begins on the stack, and goes to a pool where it grows,
/// so that an evaluation allocates nothing for it.
/// </summary>
internal ref struct Candidates(Span<int> buffer)
{
    /// <summary>So many stand on the stack.</summary>
    public const int OnStack = 32;

    private Span<int> _buffer = buffer;
    private int[]? _rented;
    private int _count;
    private bool _isMixed;

    public readonly int Count => _count;

    public readonly ReadOnlySpan<int> All => _buffer[.._count];

    public void Add(int item) => Add([item]);

    /// <param name="items">In ascending order.</param>
    public void Add(scoped ReadOnlySpan<int> items)
    {
        if (items.IsEmpty)
        {
            return;
        }

        if (_count + items.Length > _buffer.Length)
        {
            Grow(_count + items.Length);
        }

        _isMixed |= _count > 0 && items[0] <= _buffer[_count - 1];
        items.CopyTo(_buffer[_count..]);
        _count += items.Length;
    }

    /// <summary>Brings them into the order of the rules, each once.</summary>
    public void Order()
    {
        if (!_isMixed)
        {
            return;
        }

        var items = _buffer[.._count];
        items.Sort();
        var kept = 1;
        for (var i = 1; i < items.Length; i++)
        {
            if (items[i] != items[kept - 1])
            {
                items[kept++] = items[i];
            }
        }

        _count = kept;
        _isMixed = false;
    }

    public readonly void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<int>.Shared.Return(_rented);
        }
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<int>.Shared.Rent(Math.Max(size, _buffer.Length * 2));
        _buffer[.._count].CopyTo(larger);
        Dispose();
        _rented = larger;
        _buffer = larger;
    }
}
