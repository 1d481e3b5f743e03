namespace Approvals.Core.Json;

/// <summary>Numbers in text. What .NET reads as one may end in NULs, which others read as the end of the text.</summary>
internal static class AsciiDigits
{
    public static bool AreAll(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether all are digits of hexadecimal numbers, in either case.</summary>
    public static bool AreAllHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
