namespace Approvals.Channels.Email;

/// <summary>The server does not have the mail yet; the engine tries again.</summary>
internal sealed class EmailFailedException(string reason) : Exception(reason);
