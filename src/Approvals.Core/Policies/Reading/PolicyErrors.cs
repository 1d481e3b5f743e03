using System.Collections.Immutable;

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

    public bool Any => _errors.Count > 0;

    /// <summary>How many problems there are, told or not.</summary>
    public int Count { get; private set; }

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
