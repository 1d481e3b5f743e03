using System.Globalization;

namespace Approvals.Core.Policies.Conditions;

/// <summary>
/// A network in CIDR notation (RFC 4632, RFC 4291). An IPv6 network holds no IPv4 address, mapped or not: those are in
/// IPv4 networks, which may be written as mapped ones.
/// </summary>
/// <param name="Text">As the author wrote it.</param>
/// <param name="First">Its first address.</param>
/// <param name="Bits">How many leading bits of 128 are fixed.</param>
public sealed record IpNetwork(string Text, IpAddress First, int Bits)
{
    private readonly UInt128 _mask = Bits == 0 ? 0 : UInt128.MaxValue << (128 - Bits);

    /// <summary>Reads it, or says what is wrong with it.</summary>
    /// <returns>Null where it was read.</returns>
    public static string? TryParse(string text, out IpNetwork? network)
    {
        network = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var address = slash < 0 ? text : text[..slash];
        if (!IpAddress.TryParse(address, out var first))
        {
            return $"'{text}' is not a network such as 10.0.0.0/8 or 2001:db8::/32.";
        }

        var most = address.Contains(':', StringComparison.Ordinal) ? 128 : 32;
        if (slash < 0)
        {
            return $"'{text}' is an address; as a network it is {text}/{most.ToString(CultureInfo.InvariantCulture)}.";
        }

        var length = text[(slash + 1)..];
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > most
            || (length.Length > 1 && length[0] == '0'))
        {
            return $"'{text}' has no prefix length from 0 to {most.ToString(CultureInfo.InvariantCulture)} after the slash.";
        }

        var read = new IpNetwork(text, first, most == 32 ? bits + IpAddress.MappedBits : bits);
        if ((first.Bits & read._mask) != first.Bits)
        {
            return $"'{text}' has bits set behind its prefix; clear them, or make the prefix longer.";
        }

        network = read;
        return null;
    }

    public bool Contains(IpAddress address) =>
        (address.Bits & _mask) == First.Bits && address.IsV4 == (First.IsV4 && Bits >= IpAddress.MappedBits);
}
