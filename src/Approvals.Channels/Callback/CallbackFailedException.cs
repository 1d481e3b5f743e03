namespace Approvals.Channels.Callback;

/// <summary>The receiver does not have it yet; the engine tries again.</summary>
internal sealed class CallbackFailedException(string reason) : Exception(reason);
