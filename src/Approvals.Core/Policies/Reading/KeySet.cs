namespace Approvals.Core.Policies.Reading;

/// <summary>The keys of one mapping: most have few, for which a hash would cost more than it saves.</summary>
internal sealed class KeySet
{
    private const int Few = 8;

    private readonly List<string> _few = [];
    private HashSet<string>? _many;

    /// <summary>False where the key is there already.</summary>
    public bool Add(string key)
    {
        if (_many is not null)
        {
            return _many.Add(key);
        }

        if (_few.Contains(key, StringComparer.Ordinal))
        {
            return false;
        }

        _few.Add(key);
        _many = _few.Count > Few ? new HashSet<string>(_few, StringComparer.Ordinal) : null;
        return true;
    }
}
