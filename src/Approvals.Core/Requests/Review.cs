using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

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

    /// <summary>What showed that it was the reviewer; null for <see cref="Requests.Proof.Account"/>.</summary>
    public Proof? Proof { get; init; }

    /// <summary>The roles that the reviewer held at that moment. Losing one later changes nothing here.</summary>
    public required ImmutableArray<RoleName> Roles { get; init; }

    /// <summary>The authority at that moment where <see cref="Roles"/> do not say it all, such as a deputy's.</summary>
    public Authority? Acting { get; init; }

    /// <summary>With what authority it was given.</summary>
    [JsonIgnore]
    public Authority Authority => Acting ?? Authority.Of(Reviewer, Roles);
}
