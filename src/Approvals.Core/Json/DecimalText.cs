using System.Globalization;
using System.Text;

namespace Approvals.Core.Json;

/// <summary>
/// A decimal number as written, brought to one form: the value is <c>0.Digits × 10^Point</c>, negative or not,
/// and <c>Digits</c> neither begins nor ends with a zero (zero itself has none). Two texts have the same value
/// exactly when their forms are equal, however many digits they have.
/// </summary>
internal readonly record struct DecimalText(bool Negative, string Digits, int Point)
{
    /// <summary>Beyond any exponent that a binary64 has; larger ones are brought down to it.</summary>
    private const int FarExponent = 100_000;

    public bool IsZero => Digits.Length == 0;

    /// <summary>The shortest decimal that reads back as this number (ECMA-262, Number::toString).</summary>
    public static DecimalText Of(double number)
    {
        _ = TryParse(number.ToString("R", CultureInfo.InvariantCulture), out var text);
        return text;
    }

    /// <summary>Reads a number of JSON or of YAML 1.2's core schema, in decimal; anything else is false.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DecimalText number)
    {
        number = default;
        var rest = text;
        var negative = rest is ['-', ..];
        if (rest is ['-' or '+', ..])
        {
            rest = rest[1..];
        }

        var exponent = 0;
        if (rest.IndexOfAny('e', 'E') is >= 0 and var e)
        {
            if (!TryParseExponent(rest[(e + 1)..], out exponent))
            {
                return false;
            }

            rest = rest[..e];
        }

        var dot = rest.IndexOf('.');
        var whole = dot < 0 ? rest : rest[..dot];
        var fraction = dot < 0 ? [] : rest[(dot + 1)..];
        if (whole.Length + fraction.Length == 0 || !IsDigits(whole) || !IsDigits(fraction))
        {
            return false;
        }

        number = Normalize(negative, $"{whole}{fraction}", whole.Length + exponent);
        return true;
    }

    /// <summary>The number in the form that RFC 8785 prescribes (ECMA-262, Number::toString).</summary>
    public string ToCanonicalString()
    {
        if (IsZero)
        {
            return "0";
        }

        var text = new StringBuilder(Negative ? "-" : "");
        if (Point is > 0 and <= 21)
        {
            return Digits.Length <= Point
                ? text.Append(Digits).Append('0', Point - Digits.Length).ToString()
                : text.Append(Digits, 0, Point).Append('.').Append(Digits, Point, Digits.Length - Point).ToString();
        }

        if (Point is > -6 and <= 0)
        {
            return text.Append("0.").Append('0', -Point).Append(Digits).ToString();
        }

        text.Append(Digits[0]);
        if (Digits.Length > 1)
        {
            text.Append('.').Append(Digits, 1, Digits.Length - 1);
        }

        var exponent = Point - 1;
        return text.Append('e').Append(exponent < 0 ? '-' : '+')
            .Append(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)).ToString();
    }

    private static DecimalText Normalize(bool negative, string digits, int point)
    {
        var significant = digits.TrimStart('0');
        point -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return significant.Length == 0 ? new DecimalText(false, "", 0) : new DecimalText(negative, significant, point);
    }

    private static bool TryParseExponent(ReadOnlySpan<char> text, out int exponent)
    {
        exponent = 0;
        var digits = text is ['-' or '+', ..] ? text[1..] : text;
        if (digits.IsEmpty || !IsDigits(digits))
        {
            return false;
        }

        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out exponent) || exponent > FarExponent)
        {
            exponent = FarExponent;
        }

        exponent = text[0] == '-' ? -exponent : exponent;
        return true;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;
}
