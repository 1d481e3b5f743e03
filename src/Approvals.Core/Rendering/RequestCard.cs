using System.Collections.Immutable;
using System.Text.Json;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Core.Rendering;

/// <summary>
/// A request as a reviewer is shown it, by whatever channel: from the arguments that the executor will get, all of it
/// <see cref="VisibleText"/>. What the agent says of it stands apart, as its words.
/// </summary>
public sealed record RequestCard
{
    /// <summary>So many arguments are shown; of the others it is said how many there are.</summary>
    public const int MostArguments = 20;

    /// <summary>So many characters of each value are shown.</summary>
    public const int MostOfValue = 300;

    private const int MostOfName = 100;

    private RequestCard(ApprovalRequest request)
    {
        var action = request.Action;
        Tool = VisibleText.Of(action.Tool, MostOfName);
        Environment = action.Environment is { } environment ? VisibleText.Of(environment, MostOfName) : null;
        Arguments = Members(action.Args);
        Agent = request.Agent.Value;
        OnBehalfOf = request.OnBehalfOf?.Value;
        AgentsWords = action.Summary is { } summary ? VisibleText.Of(summary, MostOfValue) : null;
        Reason = VisibleText.Of(request.Evaluation.Reason, MostOfValue);
        EarlierDenial = request.EarlierDenial is { } denial ? VisibleText.Of(denial.Reason, MostOfValue) : null;
        Digest = action.Digest.Value;
        Urgency = request.Evaluation.Urgency ?? Policies.Urgency.Normal;
        ExpiresAt = request.ExpiresAt;
    }

    public string Tool { get; }

    public string? Environment { get; }

    /// <summary>The members of the arguments, in canonical order; a value that is no text is its JSON.</summary>
    public ImmutableArray<(string Name, string Value)> Arguments { get; }

    public string Agent { get; }

    public string? OnBehalfOf { get; }

    /// <summary>The agent's summary: its words, which prove nothing.</summary>
    public string? AgentsWords { get; }

    /// <summary>Why the policy asks people.</summary>
    public string Reason { get; }

    /// <summary>Why the same was denied to the agent not long before, if it was.</summary>
    public string? EarlierDenial { get; }

    public string Digest { get; }

    public Urgency Urgency { get; }

    public DateTimeOffset? ExpiresAt { get; }

    public static RequestCard Of(ApprovalRequest request) => new(request);

    private static ImmutableArray<(string Name, string Value)> Members(CanonicalJson args)
    {
        using var document = JsonDocument.Parse(args.Text);
        var all = document.RootElement.EnumerateObject()
            .Select(m => (Name: VisibleText.Of(m.Name, MostOfName), Value: VisibleText.Of(
                m.Value.ValueKind == JsonValueKind.String ? m.Value.GetString()! : m.Value.GetRawText(), MostOfValue)))
            .ToList();
        return all.Count <= MostArguments
            ? [.. all]
            : [.. all.Take(MostArguments), ("…", $"{all.Count - MostArguments} more arguments")];
    }
}
