using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Pages;

/// <summary>
/// The frame of the pages that people see: one column that fits a phone, no script, nothing fetched. All that is not
/// markup of ours goes through <see cref="Text"/>.
/// </summary>
internal static class Page
{
    private const string Style = """
        :root{color-scheme:light dark}
        body{margin:0;padding:16px;font:16px/1.5 system-ui,sans-serif}
        main{max-width:640px;margin:0 auto}
        h1{font-size:1.4rem;margin:.5rem 0}
        table{border-collapse:collapse;width:100%;margin:1rem 0}
        th{text-align:left;font-weight:400;opacity:.75;padding:4px 12px 4px 0;vertical-align:top;max-width:9rem}
        td{padding:4px 0;overflow-wrap:anywhere}
        tr.args td{font-weight:600}
        .words{opacity:.75;font-style:italic}
        .note{border-left:4px solid #b45309;padding:.25rem .75rem;margin:1rem 0}
        label{display:block;margin:.75rem 0 .25rem}
        textarea,input[type=text]{width:100%;box-sizing:border-box;font:inherit;padding:.5rem}
        button,a.button{font:inherit;font-weight:600;padding:.75rem 1.25rem;border:0;border-radius:6px;margin:.75rem .5rem 0 0;cursor:pointer;display:inline-block;text-decoration:none;color:#fff}
        .approve{background:#15803d}
        .deny{background:#b91c1c}
        .plain{background:#1a56db}
        footer{margin-top:2rem;font-size:.85rem;opacity:.75}
        """;

    /// <summary>Of <see cref="Style"/>, and so that only what it is runs.</summary>
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Somebody's text as text: it makes no markup.</summary>
    public static string Text(string text) => HtmlEncoder.Default.Encode(text);

    /// <param name="context">The call.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="title">The heading; text.</param>
    /// <param name="body">What comes below it; markup.</param>
    public static IResult Of(HttpContext context, int status, string title, string body)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.Text(
            $"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>{Text(title)}</title><style>{Style}</style></head>
            <body><main><h1>{Text(title)}</h1>
            {body}
            </main></body></html>
            """,
            "text/html",
            Encoding.UTF8,
            status);
    }
}
