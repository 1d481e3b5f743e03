using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Linting;

/// <summary>What the lints of rules share.</summary>
internal static class RuleWarnings
{
    public static PolicyWarning Warn(this Rule rule, PolicyWarningKind kind, string message) =>
        new(rule.Line, rule.Column, rule.Id, kind, message);

    /// <summary>All that must hold, each by itself.</summary>
    public static IEnumerable<Condition> Conjuncts(this Condition? condition) => condition switch
    {
        null => [],
        Condition.All(var all) => all.SelectMany(Conjuncts),
        _ => [condition],
    };

    /// <summary>The condition and all conditions in it, those on elements among them.</summary>
    public static IEnumerable<Condition> WithInner(this Condition? condition) => condition switch
    {
        null => [],
        Condition.All(var all) => all.SelectMany(WithInner).Prepend(condition),
        Condition.Any(var any) => any.SelectMany(WithInner).Prepend(condition),
        Condition.Not(var inner) => inner.WithInner().Prepend(condition),
        Condition.Elements elements => elements.Inner.WithInner().Prepend(condition),
        _ => [condition],
    };
}
