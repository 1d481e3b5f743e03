using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Web.Contract;

namespace Approvals.Web.OpenApi.Shapes;

/// <summary>A refusal (RFC 9457).</summary>
internal sealed record ProblemShape
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>For programs: one of the codes.</summary>
    public required string Code { get; init; }

    /// <summary>For people: what is wrong here, and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>Every problem of a policy.</summary>
    public IReadOnlyList<PolicyError>? Errors { get; init; }

    /// <summary>What was decided, where that is why.</summary>
    public DecisionView? Decision { get; init; }

    /// <summary>What the caller said before, where that is why.</summary>
    public ReviewView? Review { get; init; }

    /// <summary>Where the request stands, where that is why.</summary>
    public RequestStatus? RequestStatus { get; init; }

    /// <summary>Of an action that was asked for and not claimed.</summary>
    public RequestId? RequestId { get; init; }

    /// <summary>For the operator.</summary>
    public string? TraceId { get; init; }
}
