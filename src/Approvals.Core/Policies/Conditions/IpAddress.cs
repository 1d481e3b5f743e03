using System.Globalization;
using Approvals.Core.Json;

namespace Approvals.Core.Policies.Conditions;

/// <summary>
/// An IP address in the one form that it has here: IPv4 as the IPv6 address that it is mapped to (RFC 4291, 2.5.5.2), so
/// that <c>10.0.0.1</c> and <c>::ffff:10.0.0.1</c> are the same.
/// </summary>
/// <param name="Bits">All 128.</param>
public readonly record struct IpAddress(UInt128 Bits)
{
    /// <summary>How many bits of a mapped address come before the IPv4 address.</summary>
    internal const int MappedBits = 96;

    private const int Groups = 8;

    private static readonly UInt128 Mapped = (UInt128)0xffff << 32;

    /// <summary>Whether it is an IPv4 address, however it was written.</summary>
    public bool IsV4 => Bits >> 32 == Mapped >> 32;

    /// <summary>
    /// Reads dotted decimal without leading zeros (<c>010.1</c> means different things to different programs), or RFC
    /// 4291's text forms, without zone or brackets.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        var isV6 = text.Contains(':');
        uint v4 = 0;
        UInt128 v6 = 0;
        var isRead = isV6 ? TryReadV6(text, out v6) : TryReadV4(text, out v4);
        address = new IpAddress(isV6 ? v6 : Mapped | v4);
        return isRead;
    }

    private static bool TryReadV4(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++count > 4 || part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0')
                || !AsciiDigits.AreAll(part) || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            bits = (bits << 8) | value;
        }

        return count == 4;
    }

    private static bool TryReadV6(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        var gap = text.IndexOf("::");
        if (gap < 0)
        {
            return TryReadGroups(text, out bits, out var all) && all == Groups;
        }

        // A second gap leaves an empty group, which is none.
        var isRead = TryReadGroups(text[..gap], out var high, out var before)
            & TryReadGroups(text[(gap + 2)..], out var low, out var after);
        if (!isRead || before + after >= Groups || text[..gap].Contains('.'))
        {
            return false;
        }

        bits = before == 0 ? low : (high << (16 * (Groups - before))) | low;
        return true;
    }

    /// <summary>Groups of 16 bits, the last two perhaps as an IPv4 address.</summary>
    private static bool TryReadGroups(ReadOnlySpan<char> text, out UInt128 bits, out int count)
    {
        bits = 0;
        count = 0;
        var read = 0;
        while (read < text.Length)
        {
            var end = text[read..].IndexOf(':');
            var group = end < 0 ? text[read..] : text.Slice(read, end);
            read += group.Length + 1;
            if (end >= 0 && read == text.Length)
            {
                return false;
            }

            if (end < 0 && group.Contains('.'))
            {
                count += 2;
                bits = TryReadV4(group, out var v4) ? (bits << 32) | v4 : bits;
                return TryReadV4(group, out _) && count <= Groups;
            }

            if (++count > Groups || group.Length is 0 or > 4
                || !AsciiDigits.AreAllHex(group) || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return false;
            }

            bits = (bits << 16) | value;
        }

        return true;
    }
}
