using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Indexing;

/// <summary>Globs by the characters that they begin with, or, reversed, end with: a name meets only those it shares them with.</summary>
internal sealed class GlobTrie(bool isReversed)
{
    private readonly Node _root = new();
    private bool _isEmpty = true;

    public void Add(NamePattern pattern, ConditionIndex rules)
    {
        var fix = isReversed ? pattern.Suffix : pattern.Prefix;
        var node = _root;
        for (var i = 0; i < fix.Length; i++)
        {
            node = node.Child(isReversed ? fix[^(i + 1)] : fix[i]);
        }

        node.Globs = [.. node.Globs, new Entry(pattern, rules)];
        _isEmpty = false;
    }

    public void Find(string name, in ConditionScope scope, ref Candidates candidates)
    {
        var node = _isEmpty ? null : _root;
        for (var i = 0; node is not null; i++)
        {
            foreach (var (pattern, rules) in node.Globs)
            {
                if (pattern.Matches(name))
                {
                    rules.Find(scope, ref candidates);
                }
            }

            node = i < name.Length ? node.Find(isReversed ? name[^(i + 1)] : name[i]) : null;
        }
    }

    private readonly record struct Entry(NamePattern Pattern, ConditionIndex Rules);

    private sealed class Node
    {
        private char[] _keys = [];
        private Node[] _children = [];

        public Entry[] Globs { get; set; } = [];

        public Node? Find(char key)
        {
            var place = Array.BinarySearch(_keys, key);
            return place < 0 ? null : _children[place];
        }

        public Node Child(char key)
        {
            var place = Array.BinarySearch(_keys, key);
            if (place < 0)
            {
                place = ~place;
                _keys = [.. _keys[..place], key, .. _keys[place..]];
                _children = [.. _children[..place], new Node(), .. _children[place..]];
            }

            return _children[place];
        }
    }
}
