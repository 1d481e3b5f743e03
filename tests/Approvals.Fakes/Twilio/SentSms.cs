using System.Text.RegularExpressions;

namespace Approvals.Fakes.Twilio;

/// <summary>A message that was sent.</summary>
public sealed record SentSms(string Sid, string To, string Body, Uri StatusCallback)
{
    /// <summary>The six digits that answer it.</summary>
    public string Code => Regex.Match(Body, "(YES|NO) (?<code>[0-9]{6})", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["code"].Value;
}
