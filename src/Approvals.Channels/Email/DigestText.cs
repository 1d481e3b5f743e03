using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Approvals.Core.Rendering;
using Approvals.Core.Requests;

namespace Approvals.Channels.Email;

/// <summary>The daily mail of what waits for somebody and is not urgent.</summary>
/// <param name="Subject">On one line.</param>
/// <param name="Shown">The requests that are shown, those that end soonest first, each with where to answer.</param>
/// <param name="More">How many others there are.</param>
/// <param name="Zone">The reader's time zone.</param>
internal sealed record DigestText(string Subject, ImmutableArray<(RequestCard Card, Uri Link)> Shown, int More, string? Zone)
{
    /// <summary>So many requests are shown; of the others it is said how many there are.</summary>
    public const int MostShown = 50;

    private const string Label = "Look and decide";

    private static readonly HtmlEncoder Html = HtmlEncoder.Default;

    public static DigestText Of(ImmutableArray<(ApprovalRequest Request, Uri Link)> waiting, string? zone)
    {
        var subject = waiting.Length == 1 ? "1 request waits for you" : $"{waiting.Length} requests wait for you";
        var shown = waiting.OrderBy(w => w.Request.ExpiresAt).Take(MostShown).Select(w => (RequestCard.Of(w.Request), w.Link));
        return new DigestText(subject, [.. shown], Math.Max(0, waiting.Length - MostShown), zone);
    }

    private string Lead => $"{Subject}. None of them is urgent; without an answer each is denied at its time.";

    private string Rest => $"And {More} more: find them among the requests that wait for you.";

    public string ToPlainText()
    {
        var text = new StringBuilder();
        text.AppendLine(Lead);
        foreach (var (card, link) in Shown)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{Title(card)}").AppendLine(CultureInfo.InvariantCulture, $"{Label}: {link}");
            foreach (var (name, value) in EmailParts.Lines(card))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {name}: {value}");
            }
        }

        if (More > 0)
        {
            text.AppendLine().AppendLine(Rest);
        }

        return text.ToString();
    }

    public string ToHtml()
    {
        var parts = Shown.Select(s => $"""
            {EmailParts.Heading(Title(s.Card))}
            {EmailParts.Table(s.Card)}
            {EmailParts.Button(s.Link, Label)}
            """);
        var rest = More > 0 ? $"<p>{Html.Encode(Rest)}</p>" : "";
        return EmailParts.Page(Subject, $"{EmailParts.Lead(Lead)}\n{string.Concat(parts)}\n{rest}");
    }

    private string Title(RequestCard card) =>
        $"{card.Tool}{(card.ExpiresAt is { } end ? $", until {LocalTime.Format(end, Zone)}" : "")}";
}
