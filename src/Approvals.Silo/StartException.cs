namespace Approvals.Silo;

/// <summary>The node cannot start; the message says why.</summary>
internal sealed class StartException(string message, Exception? cause = null) : Exception(message, cause);
