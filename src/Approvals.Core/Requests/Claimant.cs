using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>Who claims a permit or reports what came of it.</summary>
[JsonDerivedType(typeof(Agent), "agent")]
[JsonDerivedType(typeof(Executor), "executor")]
public abstract record Claimant
{
    private Claimant()
    {
    }

    /// <summary>The claimant as the audience of a permit.</summary>
    [JsonIgnore]
    public abstract ExecutorId AsExecutor { get; }

    public sealed record Agent(AgentId Id) : Claimant
    {
        [JsonIgnore]
        public override ExecutorId AsExecutor => new(Id.Value);
    }

    public sealed record Executor(ExecutorId Id) : Claimant
    {
        [JsonIgnore]
        public override ExecutorId AsExecutor => Id;
    }
}
