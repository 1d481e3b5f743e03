using System.Globalization;

namespace Approvals.Core.Json;

/// <summary>
/// Numbers are exact: one whose RFC 8785 form (the shortest text of its binary64) is not the same decimal value
/// is refused, so that what is compared, what is hashed and what is executed cannot differ.
/// </summary>
internal static class ExactNumber
{
    /// <summary>Why a number is refused.</summary>
    public const string Reason = "is not exact as a binary64 number";

    /// <summary>Every integer of so many digits is exact.</summary>
    public const int DigitsOfEveryInteger = 15;

    /// <summary>No text longer than this is worth reading: a binary64 has at most 767 significant digits.</summary>
    private const int MaxLength = 1_100;

    /// <summary>The value of a number's text; false where the text is no decimal number or has no exact binary64.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (text.Length > MaxLength || !DecimalText.TryParse(text, out var written))
        {
            return false;
        }

        value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(value) && DecimalText.Of(value) == written;
    }
}
