namespace Approvals.Core.Policies.Reading;

/// <summary>Finds the word that a misspelling most likely meant.</summary>
internal static class NearestWord
{
    /// <summary><c> (did you mean 'amount'?)</c>, or nothing where no word is near.</summary>
    public static string Hint(string found, IReadOnlyCollection<string> known)
    {
        if (found.Length > 64)
        {
            return "";
        }

        var nearest = known.MinBy(word => Distance(found, word));
        return nearest is not null && Distance(found, nearest) <= Math.Max(1, nearest.Length / 3)
            ? $" (did you mean '{nearest}'?)"
            : "";
    }

    /// <summary>Levenshtein's distance, letter case aside; two letters that changed places are one step.</summary>
    private static int Distance(string a, string b)
    {
        (a, b) = (a.ToUpperInvariant(), b.ToUpperInvariant());
        var steps = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                steps[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(
                        steps[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                        1 + Math.Min(steps[i - 1, j], steps[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[a.Length, b.Length];
    }
}
