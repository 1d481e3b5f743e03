using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.OpenApi.Shapes;

/// <summary>A person as they are to be. What is left out is empty.</summary>
internal sealed record ReviewerEntryShape
{
    public IReadOnlyList<RoleName>? Roles { get; init; }

    /// <summary>Left out, true.</summary>
    public bool? Active { get; init; }

    /// <summary>How the person proves to be this entry: at most 20.</summary>
    public IReadOnlyList<Identity>? Identities { get; init; }

    /// <summary>Who may review in the person's stead: at most 5.</summary>
    public IReadOnlyList<Contract.DeputyView>? Deputies { get; init; }
}

/// <summary>An agent as it is to be.</summary>
internal sealed record AgentEntryShape
{
    /// <summary>Who answers for it, and does not review what it asks.</summary>
    public ReviewerId? Owner { get; init; }

    /// <summary>The only ones that its keys may name; left out, that is the keys' to say.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>The only ones that its keys may name; left out, that is the keys' to say.</summary>
    public IReadOnlyList<CallbackOrigin>? CallbackOrigins { get; init; }
}

/// <summary>An executor as it is to be: its name, in the address, says it all.</summary>
internal sealed record ExecutorEntryShape;

/// <summary>A key as it is to be.</summary>
internal sealed record NewKeyShape
{
    /// <summary><c>agent</c>, <c>executor</c>, <c>admin</c> or <c>auditor</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the kind agent, and required there.</summary>
    public AgentId? Agent { get; init; }

    /// <summary>Of the kind executor, and required there.</summary>
    public ExecutorId? Executor { get; init; }

    /// <summary>Of the kind agent: the environments that it may name, or * for any; left out, none.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>Of the kind agent: where it may have answers sent; left out, nowhere.</summary>
    public IReadOnlyList<CallbackOrigin>? CallbackOrigins { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>How a key is replaced.</summary>
internal sealed record RotationShape
{
    /// <summary>How long the old one is good beside the new one: 0s to 30d; left out, 1h.</summary>
    public string? Overlap { get; init; }

    /// <summary>The new one's end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
