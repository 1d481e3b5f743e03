namespace Approvals.Core.Ports;

/// <summary>More is waiting than the engine takes on. The command was not looked at; try again later.</summary>
public sealed class OverloadedException(TimeSpan retryAfter)
    : EngineException("The engine has more commands waiting than it takes on; try again later.")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
