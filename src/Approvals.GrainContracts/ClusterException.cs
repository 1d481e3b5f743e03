using Approvals.Core.Ports;

namespace Approvals.GrainContracts;

/// <summary>How an exception of the engine comes over the wire.</summary>
[GenerateSerializer, Alias("approvals.failure")]
public sealed class ClusterException : Exception
{
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="message">A sentence for whoever asked.</param>
    public ClusterException(FailureKind kind, string message)
        : base(message) => Kind = kind;

    [Id(0)]
    public FailureKind Kind { get; private set; }

    /// <summary>The failure that says what the exception does.</summary>
    public static ClusterException Of(Exception cause) => cause switch
    {
        ClusterException failure => failure,
        CallRefusedException => new ClusterException(FailureKind.Refused, cause.Message),
        ContractException => new ClusterException(FailureKind.Contract, cause.Message),
        OverloadedException => new ClusterException(FailureKind.Overload, cause.Message),
        EngineException => new ClusterException(FailureKind.Engine, cause.Message),
        _ => new ClusterException(FailureKind.Engine, "The engine failed; whether the command took effect is not known, and giving it again tells."),
    };

    /// <summary>The engine's exception that this was.</summary>
    public EngineException ToException() => Kind switch
    {
        FailureKind.Contract => new ContractException(Message),
        FailureKind.Refused => new CallRefusedException(Message),
        FailureKind.Overload => new OverloadedException(TimeSpan.FromSeconds(1)),
        _ => new EngineException(Message),
    };
}

/// <summary>Kinds of failures.</summary>
[GenerateSerializer, Alias("approvals.failureKind")]
public enum FailureKind
{
    /// <summary>Whether the command took effect is not known.</summary>
    Engine,

    /// <summary>The message was not understood, and nothing was done.</summary>
    Contract,

    /// <summary>More is waiting than is taken on, and nothing was done.</summary>
    Overload,

    /// <summary>The caller may not, and nothing was done.</summary>
    Refused,
}
