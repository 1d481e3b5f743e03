using System.Collections.Frozen;
using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Evaluating;

namespace Approvals.Core.Policies.Indexing;

/// <summary>
/// Finds the rules that may apply to an action: by its tool, exact names in a hash and globs in tries by what they begin
/// or end with, and among the rules of one tool by the tests that every match needs. A rule that is left out certainly
/// does not apply, nor is its condition unknown. Immutable.
/// </summary>
internal sealed class RuleIndex
{
    private readonly FrozenDictionary<string, ConditionIndex> _names;
    private readonly GlobTrie _byPrefix = new(isReversed: false);
    private readonly GlobTrie _bySuffix = new(isReversed: true);
    private readonly ConditionIndex _everyTool;

    /// <param name="rules">In the order of their ordinals.</param>
    public RuleIndex(ImmutableArray<CompiledRule> rules)
    {
        var byPattern = new Dictionary<string, (NamePattern Pattern, List<CompiledRule> Rules)>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            foreach (var pattern in rule.Rule.Tools.DistinctBy(p => p.Text, StringComparer.Ordinal))
            {
                if (!byPattern.TryGetValue(pattern.Text, out var entry))
                {
                    byPattern[pattern.Text] = entry = (pattern, []);
                }

                entry.Rules.Add(rule);
            }
        }

        _everyTool = new ConditionIndex([.. byPattern.Values.Where(e => e.Pattern.IsAny).SelectMany(e => e.Rules).DistinctBy(r => r.Ordinal).OrderBy(r => r.Ordinal)]);
        _names = byPattern.Values.Where(e => e.Pattern.IsExact)
            .ToFrozenDictionary(e => e.Pattern.Text, e => new ConditionIndex([.. e.Rules]), StringComparer.Ordinal);
        foreach (var (pattern, named) in byPattern.Values.Where(e => !e.Pattern.IsExact && !e.Pattern.IsAny))
        {
            var trie = pattern.Prefix.Length > 0 ? _byPrefix : _bySuffix;
            trie.Add(pattern, new ConditionIndex([.. named]));
        }
    }

    public void Find(in ConditionScope scope, ref Candidates candidates)
    {
        var tool = scope.Action.Tool;
        if (_names.TryGetValue(tool, out var named))
        {
            named.Find(scope, ref candidates);
        }

        _byPrefix.Find(tool, scope, ref candidates);
        _bySuffix.Find(tool, scope, ref candidates);
        _everyTool.Find(scope, ref candidates);
        candidates.Order();
    }
}
