namespace Approvals.Core.Policies.Reading;

/// <summary>Finds the word that a misspelling most likely meant.</summary>
internal static class NearestWord
{
    /// <summary><c>; did you mean 'amount'?</c>, or nothing where no word is near.</summary>
    public static string Hint(string found, IReadOnlyCollection<string> known)
    {
        if (found.Length > 64)
        {
            return "";
        }

        var nearest = known.MinBy(word => Distance(found, word));
        return nearest is not null && Distance(found, nearest) <= Math.Max(1, nearest.Length / 3)
            ? $"; did you mean '{nearest}'?"
            : "";
    }

    /// <summary>Levenshtein's distance, letter case aside.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
