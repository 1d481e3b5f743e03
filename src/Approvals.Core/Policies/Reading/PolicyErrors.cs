using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>What is known of one document while it is read: above all its problems.</summary>
internal sealed class PolicyErrors
{
    /// <summary>The most problems told at once.</summary>
    public const int Most = 100;

    private readonly List<PolicyError> _errors = [];

    /// <summary>The rule that is being read.</summary>
    public string? Rule { get; set; }

    /// <summary>The regular expressions that the document has so far.</summary>
    public PatternCache Patterns { get; } = new();

    /// <summary>The paths so far: the same text is the same path, which a cache knows again.</summary>
    private readonly Dictionary<string, ActionPath> _paths = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    /// <summary>How many problems there are, told or not.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more are told.</summary>
    public bool IsFull => _errors.Count >= Most;

    /// <summary>Null where the text is no path.</summary>
    public ActionPath? FindPath(string text)
    {
        if (!_paths.TryGetValue(text, out var path) && ActionPath.TryParse(text, out path))
        {
            _paths[text] = path;
        }

        return path;
    }

    public void Add(Position at, [InterpolatedStringHandlerArgument("")] ref ErrorText message) =>
        Add(at, IsFull ? "" : message.ToText());

    public void Add(Position at, string message)
    {
        Count++;
        if (_errors.Count < Most)
        {
            _errors.Add(new PolicyError(at.Line, at.Column, Rule, message));
        }
    }

    public ImmutableArray<PolicyError> InOrder() =>
        [.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column)];
}
