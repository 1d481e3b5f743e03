using System.Numerics;
using System.Runtime.CompilerServices;

namespace Approvals.Core.Policies.Conditions;

/// <summary>
/// What the paths of one evaluation have found so far: the rules of a tool look at the same few. One at a time is kept
/// for each thread, so that an evaluation allocates none.
/// </summary>
internal sealed class FactCache
{
    /// <summary>A power of two.</summary>
    public const int Slots = 16;

    [ThreadStatic]
    private static FactCache? _spare;

    private readonly ActionPath?[] _paths = new ActionPath?[Slots];
    private readonly Fact[] _facts = new Fact[Slots];
    private uint _used;

    public static FactCache Take()
    {
        var cache = _spare ?? new FactCache();
        _spare = null;
        return cache;
    }

    /// <summary>What the path finds; the path does not begin at <c>it</c>, which is another for every element.</summary>
    public ref readonly Fact Read(ActionPath path, in ConditionScope scope)
    {
        if (!ReferenceEquals(_paths[path.Slot], path))
        {
            Find(path, scope);
        }

        return ref _facts[path.Slot];
    }

    /// <summary>Apart, so that who finds what is kept need not make room for what it is found with.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Find(ActionPath path, in ConditionScope scope)
    {
        path.Find(scope, out _facts[path.Slot]);
        _paths[path.Slot] = path;
        _used |= 1u << path.Slot;
    }

    /// <summary>Forgets the action, and is there for the next one.</summary>
    public void Return()
    {
        for (; _used != 0; _used &= _used - 1)
        {
            var slot = BitOperations.TrailingZeroCount(_used);
            _paths[slot] = null;
            _facts[slot] = default;
        }

        _spare = this;
    }
}
