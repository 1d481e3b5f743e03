using System.Globalization;
using System.Text;
using Approvals.Core.Identifiers;
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
        foreach (var (name, value) in EmailParts.Lines(Card))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {name}: {value}");
        }

        return text.ToString();
    }

    public string ToHtml()
    {
        var button = Link is { } link ? EmailParts.Button(link.Address, link.Label) : "";
        return EmailParts.Page(Subject, $"""
            {EmailParts.Lead(Lead)}
            {button}
            {EmailParts.Heading(Boundary)}
            {EmailParts.Table(Card)}
            """);
    }

    private static string Outcome(ApprovalRequest request, ReviewerId reader) => request.Decision is not { } decision
        ? "You are no longer needed."
        : decision.Reviewers.Contains(reader)
            ? $"It is decided with your answer: {VisibleText.Of(decision.Reason, RequestCard.MostOfValue)}."
            : $"You are no longer needed: {VisibleText.Of(decision.Reason, RequestCard.MostOfValue)}.";
}
