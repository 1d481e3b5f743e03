namespace Approvals.Core.Ports;

/// <summary>
/// The engine could not do its work. Whether the command took effect is not known; giving the same command again is
/// safe and tells.
/// </summary>
public class EngineException(string message, Exception? cause = null) : Exception(message, cause);
