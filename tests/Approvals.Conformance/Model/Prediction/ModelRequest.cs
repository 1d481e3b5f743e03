using System.Collections.Immutable;
using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Prediction;

/// <summary>One request as the documents have it.</summary>
internal sealed record ModelRequest
{
    public required Move.Submit Asked { get; init; }

    public required string? Owner { get; init; }

    /// <summary>What must be met; none where no people are asked.</summary>
    public required ImmutableArray<Terms> Terms { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The denial that it is asked after.</summary>
    public DateTimeOffset? DeniedBefore { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>For each requirement, how many owners step in.</summary>
    public ImmutableArray<int> Owners { get; init; } = [];

    /// <summary>For each requirement, how many tiers were reached.</summary>
    public ImmutableArray<int> Reached { get; init; } = [];

    public bool Reminded { get; init; }

    public ImmutableArray<(Voice Voice, bool Yes)> Reviews { get; init; } = [];

    public Ending? Ending { get; init; }

    public Permit? Permit { get; init; }

    public Result? Result { get; init; }

    public string Agent => Scene.Askers[Asked.Key];

    /// <summary>The shortest of the rules; the language's own where there are none.</summary>
    public TimeSpan Timeout => Terms.Select(t => t.Timeout).DefaultIfEmpty(TimeSpan.FromMinutes(15)).Min();

    public TimeSpan ValidFor => Terms.Select(t => t.ValidFor).DefaultIfEmpty(TimeSpan.FromMinutes(15)).Min();

    /// <summary>Who was there at this time is who was asked.</summary>
    public DateTimeOffset AskedAt =>
        CreatedAt + Terms.SelectMany((t, i) => t.Tiers.Take(Reached[i])).Select(t => t.After).DefaultIfEmpty().Max();

    public DateTimeOffset? LapsesAt => Ending is { Status: "approved" } ? Ending.At + ValidFor : null;

    /// <summary>The next moment after which time changes it.</summary>
    public DateTimeOffset? DueAt
    {
        get
        {
            if (Ending is null)
            {
                return Terms.SelectMany((t, i) => t.Tiers.Skip(Reached[i]))
                    .Select(t => CreatedAt + t.After)
                    .Append(Reminded ? ExpiresAt!.Value : CreatedAt + (Timeout / 2))
                    .Append(ExpiresAt!.Value)
                    .Min();
            }

            return Permit is { Lapsed: false } && Result is null ? Permit.Ends : null;
        }
    }

    public string Execution => (Permit, Result) switch
    {
        (null, _) => "none",
        (_, { Succeeded: true }) => "succeeded",
        (_, { Succeeded: false }) => "failed",
        ({ Lapsed: true }, _) => "unknown",
        _ => "claimed",
    };

    public override string ToString() => Seen.Text(
        Ending,
        Execution,
        Reviews.Select(r => r.Voice.Name + (r.Yes ? "+" : "-")),
        Quorums.Needed(this),
        DueAt,
        DeniedBefore,
        Permit,
        Result);
}

/// <summary>How a request was decided.</summary>
internal sealed record Ending(string Status, string By, ImmutableArray<string> Reviewers, DateTimeOffset At, string? Code = null)
{
    public override string ToString() => $"{Status} by {By}({string.Join(' ', Reviewers)}) at {At:O} {Code}";
}

/// <summary>The claim that got the permit.</summary>
internal sealed record Permit(string Executor, string ClaimedBy, string? Operation, DateTimeOffset At, DateTimeOffset Ends, bool Lapsed = false)
{
    public override string ToString() => $"{Executor} by {ClaimedBy} at {At:O} until {Ends:O}{(Lapsed ? " lapsed" : "")}";
}

/// <summary>What came of the execution.</summary>
/// <param name="Succeeded">Whether it did.</param>
/// <param name="WithDetail">Whether it came with details.</param>
/// <param name="By">Who said so.</param>
/// <param name="Reason">How an admin knows; null for those who executed or claimed it.</param>
internal sealed record Result(bool Succeeded, bool WithDetail, string By, string? Reason)
{
    public override string ToString() => $"{(Succeeded ? "succeeded" : "failed")}{(WithDetail ? " with detail" : "")} by {By} {Reason}";
}
