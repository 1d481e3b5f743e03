using Approvals.Core.Identifiers;
using Approvals.Core.Json;

namespace Approvals.Web.OpenApi.Shapes;

/// <summary>An action to be judged, by the published policies or with a draft among them.</summary>
internal sealed record QuestionShape
{
    public required AgentId Agent { get; init; }

    public required string Tool { get; init; }

    public required CanonicalJson Args { get; init; }

    public string? Environment { get; init; }

    public CanonicalJson? Context { get; init; }

    public string? Summary { get; init; }

    public DraftShape? Draft { get; init; }
}

/// <summary>A policy that is not published: it stands in for the one of its name.</summary>
internal sealed record DraftShape
{
    public required PolicyName Policy { get; init; }

    /// <summary>The document, in YAML or JSON.</summary>
    public required string Source { get; init; }
}
