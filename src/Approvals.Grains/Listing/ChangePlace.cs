using System.Globalization;

namespace Approvals.Grains.Listing;

/// <summary>A place among the changes of requests: the transaction that stored one, and the request's row.</summary>
/// <param name="History">By whose numbers: after another server took over, no place from before is one.</param>
/// <param name="Transaction">The transaction's number, in decimal digits: it has 64 bits without a sign.</param>
/// <param name="Seq">The row.</param>
internal sealed record ChangePlace(string History, string Transaction, long Seq)
{
    /// <summary>The place before all changes.</summary>
    public static ChangePlace Begin { get; } = new("", "0", 0);

    private ulong Number => ulong.Parse(Transaction, NumberStyles.None, CultureInfo.InvariantCulture);

    public static ChangePlace? Parse(string text) =>
        text.Split('.') is [var history, var transaction, var seq]
        && ulong.TryParse(transaction, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? new ChangePlace(history, number.ToString(CultureInfo.InvariantCulture), row)
            : null;

    /// <summary>The later of the two.</summary>
    public ChangePlace Or(ChangePlace other) => (Number, Seq).CompareTo((other.Number, other.Seq)) >= 0 ? this : other;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{History}.{Transaction}.{Seq}");
}
