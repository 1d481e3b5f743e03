using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads <c>any</c>, <c>all</c> and <c>none</c> under a path: a condition on the elements found there.</summary>
internal static class ElementsReader
{
    private static readonly Dictionary<string, Quantifier> Quantifiers = new(StringComparer.Ordinal)
    {
        ["any"] = Quantifier.Any,
        ["all"] = Quantifier.All,
        ["none"] = Quantifier.None,
    };

    public static IReadOnlyCollection<string> Words => Quantifiers.Keys;

    /// <summary>The condition, or null and an error; <paramref name="isElements"/> says whether the word is one of these.</summary>
    public static Condition? Read(
        ActionPath path, bool optional, MappingEntry entry, ConditionPlace place, PolicyErrors errors, out bool isElements)
    {
        isElements = Quantifiers.TryGetValue(entry.Key.Text, out var quantifier);
        if (!isElements)
        {
            return null;
        }

        if (place == ConditionPlace.Element && path.Root != PathRoot.It)
        {
            errors.Add(entry.Key.At, $"Among elements, '{entry.Key.Text}' looks at arrays below it alone; put this condition on {path} beside the one on the elements.");
            return null;
        }

        return ConditionReader.Read(entry.Value, ConditionPlace.Element, errors) is { } inner
            ? new Condition.Elements(path, optional, quantifier, inner)
            : null;
    }
}
