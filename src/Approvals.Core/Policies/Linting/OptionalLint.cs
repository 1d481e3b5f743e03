using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Linting;

/// <summary>
/// Finds conditions on what an action need not have, without a mark. What an agent may always leave out is the context
/// and the environment; an argument may be absent where the rule is for many tools, or where another condition of the
/// policy on the same path has the mark or asks whether it exists.
/// </summary>
internal static class OptionalLint
{
    public static IEnumerable<PolicyWarning> Check(Policy policy)
    {
        var known = policy.Rules.SelectMany(r => r.When.WithInner()).Where(IsMarked).Select(PathOf).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in policy.Rules)
        {
            var guarded = rule.When.Conjuncts().Where(IsMarked).Select(PathOf).ToHashSet(StringComparer.Ordinal);
            var unmarked = rule.When.WithInner()
                .Where(c => c is Condition.Test or Condition.Elements && !IsMarked(c) && !guarded.Contains(PathOf(c)))
                .Where(c => MayBeAbsent(rule, c, known))
                .Select(PathOf).Distinct(StringComparer.Ordinal);
            foreach (var path in unmarked)
            {
                yield return rule.Warn(PolicyWarningKind.UnmarkedOptional, Message(rule, path));
            }
        }
    }

    private static string Message(Rule rule, string path) => rule.Action == PolicyDecision.Allow
        ? $"Where {path} is absent, this rule does not allow, and the outcome says that it is unknown; write '{path}?' if it may be absent."
        : $"Where {path} is absent, this rule applies; write '{path}?' if it may be absent and the rule is not to apply then.";

    private static bool MayBeAbsent(Rule rule, Condition condition, HashSet<string> known) => RootOf(condition) switch
    {
        PathRoot.Environment or PathRoot.Context => true,
        PathRoot.Args => known.Contains(PathOf(condition)) || rule.Tools.Length > 1 || !rule.Tools[0].IsExact,
        _ => false,
    };

    private static bool IsMarked(Condition condition) => condition switch
    {
        Condition.Test test => test.Optional || test.Operator is Operator.Exists,
        Condition.Elements elements => elements.Optional,
        _ => false,
    };

    private static string PathOf(Condition condition) => condition switch
    {
        Condition.Test test => test.Path.Text,
        Condition.Elements elements => elements.Path.Text,
        _ => "",
    };

    private static PathRoot RootOf(Condition condition) => condition switch
    {
        Condition.Test test => test.Path.Root,
        Condition.Elements elements => elements.Path.Root,
        _ => PathRoot.Tool,
    };
}
