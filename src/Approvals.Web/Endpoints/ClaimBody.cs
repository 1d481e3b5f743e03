using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Web.Bodies;

namespace Approvals.Web.Endpoints;

/// <summary>For whom a permit is asked, and for how long.</summary>
internal sealed record ClaimBody(ExecutorId? Executor, TimeSpan Lease)
{
    public static ClaimBody Read(JsonObjectReader part) => new(ReadExecutor(part), ReadLease(part));

    public static ExecutorId? ReadExecutor(JsonObjectReader body) =>
        body.OptionalValue<ExecutorId>("executor", $"is an executor's id: {Identifier.Rule}");

    public static TimeSpan ReadLease(JsonObjectReader body) =>
        body.OptionalDuration("lease", ClaimCommand.ShortestLease, ClaimCommand.LongestLease) ?? ClaimCommand.StandardLease;
}
