using Approvals.Core.Ports;

namespace Approvals.GrainContracts;

/// <summary>A message between nodes cannot be understood: of another contract, too long, or damaged. Nothing was done.</summary>
public sealed class ContractException(string message, Exception? cause = null) : EngineException(message, cause);
