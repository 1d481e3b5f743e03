namespace Approvals.Server;

/// <summary>The server cannot start, or a command cannot be carried out. The message says why and what to do.</summary>
internal sealed class StartException(string message, Exception? cause = null) : Exception(message, cause);
