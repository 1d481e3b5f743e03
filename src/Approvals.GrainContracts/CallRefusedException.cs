using Approvals.Core.Ports;

namespace Approvals.GrainContracts;

/// <summary>Whoever calls has not proved who they are, or may not do this. Nothing was done.</summary>
public sealed class CallRefusedException(string message) : EngineException(message);
