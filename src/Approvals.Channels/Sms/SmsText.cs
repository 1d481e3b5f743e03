using System.Globalization;
using System.Text;
using Approvals.Core.Rendering;
using Approvals.Core.Requests;

namespace Approvals.Channels.Sms;

/// <summary>A request in 160 characters that every phone has (GSM 03.38, its basic part, less what is not on a keyboard).</summary>
internal static class SmsText
{
    public const int Most = 160;

    private const string Signs = " .,:;!?'\"()+-*/=%&#@$_<>\n";

    public static string Of(Notice notice, ApprovalRequest request, string code)
    {
        var by = request.ExpiresAt is { } end ? end.ToUniversalTime().ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture) : "its end";
        var mark = request.Id.Value[^6..];
        var answer = request.ProofNeeded == Proof.Possession
            ? $"Reply YES {code} or NO {code} by {by}. {mark}"
            : $"Sign in to approve, or reply NO {code} by {by}. {mark}";
        return notice switch
        {
            Notice.Reminded => Fit("Still waiting: ", request, answer),
            Notice.Decided => Fit($"No longer needed, {request.Decision?.Status.ToString().ToLowerInvariant()}: ", request, mark),
            Notice.Unknown => Fit("Find out if this was done: ", request, mark),
            _ => Fit("Approve? ", request, answer),
        };
    }

    /// <summary>What is asked is cut where all does not fit, and says so; how to answer is not.</summary>
    private static string Fit(string lead, ApprovalRequest request, string end)
    {
        var card = RequestCard.Of(request);
        var what = Plain($"{card.Tool}{(card.Environment is { } e ? $" in {e}" : "")} {string.Join(' ', card.Arguments.Select(a => $"{a.Name}={a.Value}"))}".TrimEnd());
        var room = Most - lead.Length - end.Length - 1;
        const string Cut = "(cut)";
        return $"{lead}{(what.Length <= room ? what : what[..(room - Cut.Length)] + Cut)}\n{end}";
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            plain.Append(rune.Value switch
            {
                '[' or '{' => '(',
                ']' or '}' => ')',
                < 128 when char.IsAsciiLetterOrDigit((char)rune.Value) || Signs.Contains((char)rune.Value, StringComparison.Ordinal) => (char)rune.Value,
                _ => '?',
            });
        }

        return plain.ToString();
    }
}
