using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>The regular expressions of one document: each is built once, and they are not more than can be built in time.</summary>
internal sealed class PatternCache
{
    /// <summary>The most different patterns of a document.</summary>
    public const int Most = 500;

    private readonly Dictionary<string, (LinearPattern? Pattern, string? Problem)> _read = new(StringComparer.Ordinal);

    /// <returns>What is wrong with the pattern; null where it was read.</returns>
    public string? Read(string text, out LinearPattern? pattern)
    {
        pattern = null;
        if (_read.TryGetValue(text, out var known))
        {
            pattern = known.Pattern;
            return known.Problem;
        }

        if (_read.Count == Most)
        {
            return $"The document has over {Most} different patterns; split it into several policies.";
        }

        var problem = LinearPattern.TryParse(text, out pattern);
        _read[text] = (pattern, problem);
        return problem;
    }
}
