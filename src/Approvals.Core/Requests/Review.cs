using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>One person's verdict on a request, as it was accepted. Final.</summary>
public sealed record Review
{
    public required ReviewerId Reviewer { get; init; }

    public required Verdict Verdict { get; init; }

    public string? Comment { get; init; }

    /// <summary>How it arrived, such as <c>api</c>.</summary>
    public required string Channel { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What the reviewer saw.</summary>
    public required ActionDigest Digest { get; init; }

    /// <summary>The roles that the reviewer held at that moment. Losing one later changes nothing here.</summary>
    public required ImmutableArray<RoleName> Roles { get; init; }
}
