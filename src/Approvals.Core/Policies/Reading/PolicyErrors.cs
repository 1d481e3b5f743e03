using System.Collections.Immutable;

namespace Approvals.Core.Policies.Reading;

/// <summary>Collects the problems of one document.</summary>
internal sealed class PolicyErrors
{
    /// <summary>The most problems told at once.</summary>
    public const int Most = 100;

    private readonly List<PolicyError> _errors = [];

    /// <summary>The rule that is being read.</summary>
    public string? Rule { get; set; }

    public bool Any => _errors.Count > 0;

    public void Add(Position at, string message)
    {
        if (_errors.Count < Most)
        {
            _errors.Add(new PolicyError(at.Line, at.Column, Rule, message));
        }
    }

    public ImmutableArray<PolicyError> InOrder() =>
        [.. _errors.OrderBy(e => e.Line).ThenBy(e => e.Column)];
}
