using System.Text;
using Approvals.Core.Json;
using Approvals.Core.Rendering;
using Approvals.Core.Requests;

namespace Approvals.Web.Pages;

/// <summary>A request as markup.</summary>
internal static class RequestPage
{
    /// <param name="request">The request.</param>
    /// <param name="zone">The reader's time zone.</param>
    public static string Show(ApprovalRequest request, string? zone)
    {
        var card = RequestCard.Of(request);
        var rows = new StringBuilder();
        Row("tool", card.Tool, "args");
        if (card.Environment is { } environment)
        {
            Row("environment", environment, "args");
        }

        foreach (var (name, value) in card.Arguments)
        {
            Row($"args.{name}", value, "args");
        }

        Row("why you are asked", card.Reason);
        Row("agent", card.OnBehalfOf is { } served ? $"{card.Agent}, for {served}" : card.Agent);
        if (card.AgentsWords is { } words)
        {
            Row("in the agent’s own words", $"“{words}”", "words");
        }

        Row("urgency", EnumWords.Of(card.Urgency));
        if (card.ExpiresAt is { } end)
        {
            Row("denied unless approved by", LocalTime.Format(end, zone));
        }

        Row("digest", card.Digest);
        var denial = card.EarlierDenial is { } earlier
            ? $"""<p class="note">The same was denied to this agent not long ago: {Page.Text(earlier)}</p>"""
            : "";
        return $"{denial}<table>{rows}</table>";

        void Row(string name, string value, string kind = "about") => rows.Append(
            $"""<tr class="{kind}"><th scope="row">{Page.Text(name)}</th><td>{Page.Text(value)}</td></tr>""");
    }

    /// <summary>How a request that nobody waits for any more came out.</summary>
    public static string Outcome(Decision decision, string? zone) =>
        $"<p><strong>{Page.Text(EnumWords.Of(decision.Status))}</strong>, {Page.Text(LocalTime.Format(decision.At, zone))}: {Page.Text(VisibleText.Of(decision.Reason, RequestCard.MostOfValue))}</p>";
}
