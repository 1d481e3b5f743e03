using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Rendering;
using Approvals.Core.Requests;

namespace Approvals.Channels.Email;

/// <summary>A mail's words: the same in plain text and in HTML.</summary>
/// <param name="Subject">On one line.</param>
/// <param name="Lead">What the mail says first.</param>
/// <param name="Card">What is asked.</param>
/// <param name="Link">Where to answer, and what the button says; null where there is nothing to answer.</param>
/// <param name="Zone">The reader's time zone.</param>
internal sealed record EmailText(string Subject, string Lead, RequestCard Card, (Uri Address, string Label)? Link, string? Zone)
{
    private const string Boundary = "What the agent asks to do";

    private static readonly HtmlEncoder Html = HtmlEncoder.Default;

    public static EmailText Of(Notice notice, ApprovalRequest request, ReviewerId reader, Uri link, string? zone)
    {
        var card = RequestCard.Of(request);
        var subject = $"{card.Tool}{(card.Environment is { } environment ? $" in {environment}" : "")} ({request.Id.Value[^6..]})";
        var until = card.ExpiresAt is { } end ? LocalTime.Format(end, zone) : "its deadline";
        return notice switch
        {
            Notice.Reminded => new(
                $"Still waiting: {subject}", $"Half of the time is over. Without an answer until {until} it is denied.", card, (link, "Look and decide"), zone),
            Notice.Decided => new($"No longer needed: {subject}", Outcome(request, reader), card, null, zone),
            Notice.Unknown => new(
                $"Find out what happened: {subject}",
                "This was approved, and whoever had the permit did not report whether it was done. Find out, and record it.",
                card,
                null,
                zone),
            _ => new($"Approve? {subject}", $"An agent waits for your decision. Without an answer until {until} it is denied.", card, (link, "Look and decide"), zone),
        };
    }

    public string ToPlainText()
    {
        var text = new StringBuilder();
        text.AppendLine(Lead).AppendLine();
        if (Link is { } link)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{link.Label}: {link.Address}").AppendLine();
        }

        text.AppendLine(Boundary + ":").AppendLine();
        foreach (var (name, value) in Lines())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name}: {value}");
        }

        return text.ToString();
    }

    /// <summary>One column that fits a phone; colours that hold in the dark; nothing is fetched.</summary>
    public string ToHtml()
    {
        var rows = string.Concat(Lines().Select(l =>
            $"""<tr><td style="padding:4px 12px 4px 0;vertical-align:top;opacity:.7">{Html.Encode(l.Name)}</td><td style="padding:4px 0;word-break:break-word">{Html.Encode(l.Value)}</td></tr>"""));
        var button = Link is { } link
            ? $"""<p><a href="{Html.Encode(link.Address.AbsoluteUri)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1a56db;color:#ffffff;text-decoration:none;font-weight:600">{Html.Encode(link.Label)}</a></p>"""
            : "";
        return $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>{Html.Encode(Subject)}</title></head>
            <body style="margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:600px;margin:0 auto">
            <p>{Html.Encode(Lead)}</p>
            {button}
            <p style="margin:24px 0 4px;font-weight:600">{Boundary}</p>
            <table style="border-collapse:collapse;font-size:15px">{rows}</table>
            </div></body></html>
            """;
    }

    private static string Outcome(ApprovalRequest request, ReviewerId reader) => request.Decision is not { } decision
        ? "You are no longer needed."
        : decision.Reviewers.Contains(reader)
            ? $"It is decided with your answer: {VisibleText.Of(decision.Reason, RequestCard.MostOfValue)}."
            : $"You are no longer needed: {VisibleText.Of(decision.Reason, RequestCard.MostOfValue)}.";

    private IEnumerable<(string Name, string Value)> Lines()
    {
        yield return ("tool", Card.Tool);
        if (Card.Environment is { } environment)
        {
            yield return ("environment", environment);
        }

        foreach (var (name, value) in Card.Arguments)
        {
            yield return ($"args.{name}", value);
        }

        yield return ("why you are asked", Card.Reason);
        yield return ("agent", Card.OnBehalfOf is { } served ? $"{Card.Agent}, for {served}" : Card.Agent);
        if (Card.AgentsWords is { } words)
        {
            yield return ("in the agent's own words", $"“{words}”");
        }

        if (Card.EarlierDenial is { } denial)
        {
            yield return ("the same was denied before", denial);
        }

        yield return ("urgency", EnumWords.Of(Card.Urgency));
        yield return ("digest", Card.Digest);
    }
}
