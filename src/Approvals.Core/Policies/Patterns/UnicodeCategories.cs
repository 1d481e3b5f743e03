using System.Globalization;

namespace Approvals.Core.Policies.Patterns;

/// <summary>Unicode's general categories by their short names (UAX 44, table 12).</summary>
internal static class UnicodeCategories
{
    /// <summary>In the order of <see cref="UnicodeCategory"/>.</summary>
    private static readonly string[] Names =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    /// <summary>Of one category, or of all that begin with a letter.</summary>
    public static bool TryFind(string name, out UnicodeCategory[] categories)
    {
        categories = name.Length is 1 or 2
            ? [.. Names.Index().Where(n => n.Item.StartsWith(name, StringComparison.Ordinal)).Select(n => (UnicodeCategory)n.Index)]
            : [];
        return categories.Length > 0;
    }
}
