namespace Approvals.Channels.Sms;

/// <summary>Twilio does not have the message yet; the engine tries again.</summary>
internal sealed class SmsFailedException(string reason) : Exception(reason);
