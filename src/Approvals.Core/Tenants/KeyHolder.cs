using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>Whom a key speaks for.</summary>
[JsonDerivedType(typeof(ForAgent), "agent")]
[JsonDerivedType(typeof(ForExecutor), "executor")]
[JsonDerivedType(typeof(ForAdmin), "admin")]
[JsonDerivedType(typeof(ForAuditor), "auditor")]
public abstract record KeyHolder
{
    private KeyHolder()
    {
    }

    public sealed record ForAgent(AgentId Agent) : KeyHolder;

    public sealed record ForExecutor(ExecutorId Executor) : KeyHolder;

    /// <summary>A program that administers the tenant. It never reviews.</summary>
    public sealed record ForAdmin : KeyHolder;

    /// <summary>A program that reads the tenant.</summary>
    public sealed record ForAuditor : KeyHolder;
}
