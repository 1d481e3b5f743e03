namespace Approvals.Core.Policies.Reading;

/// <summary>
/// Takes the known keys out of a mapping, one by one; <see cref="RefuseTheRest"/> then refuses every other key, so
/// that none is ever ignored.
/// </summary>
internal sealed class MappingReader
{
    private readonly Dictionary<string, MappingEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly PolicyErrors _errors;
    private readonly string _what;

    private MappingReader(YamlNode.Mapping mapping, string what, PolicyErrors errors)
    {
        At = mapping.At;
        _what = what;
        _errors = errors;
        foreach (var entry in mapping.Entries)
        {
            _entries[entry.Key.Text] = entry;
        }
    }

    public Position At { get; }

    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>Where the value of a key that was not taken yet begins; where there is none, where the mapping does.</summary>
    public Position PositionOf(string key) => _entries.TryGetValue(key, out var entry) ? entry.Value.At : At;

    /// <param name="node">What should be a mapping.</param>
    /// <param name="what">What it is to the author, such as "a rule".</param>
    /// <param name="errors">Where a wrong kind is told.</param>
    public static MappingReader? Of(YamlNode node, string what, PolicyErrors errors)
    {
        if (node is YamlNode.Mapping mapping)
        {
            return new MappingReader(mapping, what, errors);
        }

        errors.Add(node.At, $"{what} is a mapping of keys to values, not {node.Kind}.");
        return null;
    }

    /// <summary>The key's value, or null where the mapping has no such key, or one without a value, which is told.</summary>
    public YamlNode? Take(string key)
    {
        _known.Add(key);
        if (!_entries.Remove(key, out var entry))
        {
            return null;
        }

        if (entry.Value is YamlNode.Scalar { IsNull: true })
        {
            _errors.Add(entry.Value.At, $"'{key}' has no value; give it one, or leave the key out.");
            return null;
        }

        return entry.Value;
    }

    /// <summary>The key's value, or null and an error where there is none.</summary>
    public YamlNode? TakeRequired(string key, string otherwise)
    {
        if (!_entries.ContainsKey(key))
        {
            _errors.Add(At, otherwise);
        }

        return Take(key);
    }

    /// <summary>The key's text, or null where there is none or it is something else, which is told.</summary>
    public string? TakeText(string key, int maxLength)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlNode.Scalar { Text.Length: > 0 } scalar when scalar.Text.Length <= maxLength:
                return scalar.Text;
            case YamlNode.Scalar scalar:
                _errors.Add(scalar.At, $"'{key}' has 1 to {maxLength} characters, not {scalar.Text.Length}.");
                return null;
            case var other:
                _errors.Add(other.At, $"'{key}' is text, not {other.Kind}.");
                return null;
        }
    }

    /// <summary>The key's one text or list of texts, with their places; null where there is none.</summary>
    public IReadOnlyList<YamlNode.Scalar>? TakeTexts(string key)
    {
        switch (Take(key))
        {
            case null:
                return null;
            case YamlNode.Scalar one:
                return [one];
            case YamlNode.Sequence { Items.IsEmpty: false } list when list.Items.All(i => i is YamlNode.Scalar { IsNull: false }):
                return [.. list.Items.Cast<YamlNode.Scalar>()];
            case YamlNode.Sequence { Items.IsEmpty: true } list:
                _errors.Add(list.At, $"'{key}' is an empty list; leave the key out or name something.");
                return null;
            case var other:
                _errors.Add(other.At, $"'{key}' is a text or a list of texts.");
                return null;
        }
    }

    public void RefuseTheRest()
    {
        foreach (var (key, entry) in _entries)
        {
            _errors.Add(
                entry.Key.At, $"{_what} has no key '{key}'{NearestWord.Hint(key, _known)}. Known here: {string.Join(", ", _known)}.");
        }
    }
}
