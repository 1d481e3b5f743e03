namespace Approvals.Embedded;

/// <summary>The engine cannot start on this file. The message says why and what to do.</summary>
public sealed class EngineStartException(string message, Exception? cause = null) : Exception(message, cause);
