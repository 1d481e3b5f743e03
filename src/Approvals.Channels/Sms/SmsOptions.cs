namespace Approvals.Channels.Sms;

/// <summary>How Twilio is called. Bound from the configuration section <c>Approvals:Sms</c>.</summary>
public sealed class SmsOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Approvals:Sms";

    /// <summary>Where Twilio's REST API is.</summary>
    public string ApiUrl { get; set; } = "https://api.twilio.com/";

    /// <summary>How long one call may take.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);
}
