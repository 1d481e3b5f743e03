namespace Approvals.Core.Policies.Conditions;

/// <summary>
/// Text of up to seven bytes of UTF-8, whole, in one number, so that words such as <c>EUR</c> and <c>prod</c> are
/// compared at once: the bytes, the first one lowest, and in the highest byte their count and one.
/// </summary>
internal static class PackedText
{
    /// <summary>What longer text has.</summary>
    public const long None = 0;

    private const int MaxBytes = 7;

    /// <param name="utf8">Null where it is not Unicode.</param>
    public static long Of(byte[]? utf8) => utf8 is null ? None : Of(utf8.AsSpan());

    public static long Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            return None;
        }

        var bits = (long)(utf8.Length + 1) << (MaxBytes * 8);
        for (var i = 0; i < utf8.Length; i++)
        {
            bits |= (long)utf8[i] << (i * 8);
        }

        return bits;
    }

    /// <param name="json">The text as it stands in JSON, in its quotes; with an escape in it, it is read as longer text is.</param>
    public static long OfJson(ReadOnlySpan<byte> json)
    {
        var inside = json[1..^1];
        return inside.Length > MaxBytes || inside.Contains((byte)'\\') ? None : Of(inside);
    }
}
