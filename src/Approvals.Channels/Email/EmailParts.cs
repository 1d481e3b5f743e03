using System.Text.Encodings.Web;
using Approvals.Core.Json;
using Approvals.Core.Rendering;

namespace Approvals.Channels.Email;

/// <summary>What mails are made of: HTML in one column that fits a phone, colours that hold in the dark, nothing that is fetched.</summary>
internal static class EmailParts
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Default;

    /// <summary>What is asked, by names and values.</summary>
    public static IEnumerable<(string Name, string Value)> Lines(RequestCard card)
    {
        yield return ("tool", card.Tool);
        if (card.Environment is { } environment)
        {
            yield return ("environment", environment);
        }

        foreach (var (name, value) in card.Arguments)
        {
            yield return ($"args.{name}", value);
        }

        yield return ("why you are asked", card.Reason);
        yield return ("agent", card.OnBehalfOf is { } served ? $"{card.Agent}, for {served}" : card.Agent);
        if (card.AgentsWords is { } words)
        {
            yield return ("in the agent's own words", $"“{words}”");
        }

        if (card.EarlierDenial is { } denial)
        {
            yield return ("the same was denied before", denial);
        }

        yield return ("urgency", EnumWords.Of(card.Urgency));
        yield return ("digest", card.Digest);
    }

    public static string Table(RequestCard card) =>
        $"""<table style="border-collapse:collapse;font-size:15px">{string.Concat(Lines(card).Select(Row))}</table>""";

    public static string Button(Uri address, string label) =>
        $"""<p><a href="{Html.Encode(address.AbsoluteUri)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1a56db;color:#ffffff;text-decoration:none;font-weight:600">{Html.Encode(label)}</a></p>""";

    /// <summary>What a mail says first: read out as its heading, and shown as a sentence.</summary>
    public static string Lead(string text) => $"""<h1 style="font:inherit;margin:16px 0">{Html.Encode(text)}</h1>""";

    public static string Heading(string text) => $"""<h2 style="font:inherit;font-weight:600;margin:24px 0 4px">{Html.Encode(text)}</h2>""";

    /// <param name="title">Text.</param>
    /// <param name="content">HTML.</param>
    public static string Page(string title, string content) => $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>{Html.Encode(title)}</title></head>
        <body style="margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif"><div role="main" style="max-width:600px;margin:0 auto">
        {content}
        </div></body></html>
        """;

    private static string Row((string Name, string Value) line) =>
        $"""<tr><td style="padding:4px 12px 4px 0;vertical-align:top;opacity:.7">{Html.Encode(line.Name)}</td><td style="padding:4px 0;word-break:break-word">{Html.Encode(line.Value)}</td></tr>""";
}
