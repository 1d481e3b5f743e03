using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>How a request was decided. There is one, ever.</summary>
/// <param name="Status">Anything but pending.</param>
/// <param name="By">What decided.</param>
/// <param name="Reviewers">The persons whose reviews decided; empty where no person did.</param>
/// <param name="At">In UTC; an expired request was decided at its deadline.</param>
/// <param name="Reason">A sentence that the agent can tell its user.</param>
/// <param name="Code">A word for programs where the reason has one, such as <see cref="QuorumImpossible"/>.</param>
public sealed record Decision(
    RequestStatus Status, DecidedBy By, ImmutableArray<ReviewerId> Reviewers, DateTimeOffset At, string Reason, string? Code = null)
{
    /// <summary>The people who could approve do not suffice, even with the owners.</summary>
    public const string QuorumImpossible = "quorum_impossible";
}
