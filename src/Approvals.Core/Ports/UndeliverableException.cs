namespace Approvals.Core.Ports;

/// <summary>No further attempt would help: the effect is parked at once, with this message as the reason.</summary>
public sealed class UndeliverableException(string message, Exception? cause = null) : Exception(message, cause);
