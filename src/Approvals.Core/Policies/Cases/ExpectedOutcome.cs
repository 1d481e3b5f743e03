using System.Collections.Immutable;
using Approvals.Core.Json;

namespace Approvals.Core.Policies.Cases;

/// <summary>What a case expects. What is null is not looked at.</summary>
public sealed record ExpectedOutcome
{
    public required PolicyDecision Decision { get; init; }

    /// <summary>Exactly this.</summary>
    public string? Reason { get; init; }

    /// <summary>The ids of exactly the rules that decide, in any order; <c>default</c> stands for the policy's default.</summary>
    public ImmutableArray<string>? Rules { get; init; }

    public ExpectedUnknown? Unknown { get; init; }

    /// <summary>Exactly these, in their order.</summary>
    public ImmutableArray<string>? Alternatives { get; init; }

    public Urgency? Urgency { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>How many persons must approve: the slots of all requirements.</summary>
    public int? Approvals { get; init; }

    internal ImmutableArray<CaseMismatch> CompareWith(Evaluation got) =>
    [
        .. Compare("decision", EnumWords.Of(Decision), $"{EnumWords.Of(got.Decision)} ({got.Reason})", Decision == got.Decision),
        .. Compare("reason", Quote(Reason), Quote(got.Reason), Reason is null || Reason == got.Reason),
        .. Compare("rule", List(Rules), List([.. got.Rules.Select(r => r.Rule)]), Rules is not { } rules || AreSame(rules, got)),
        .. Compare("unknown", Unknown?.ToString(), List(got.Unknown), Unknown?.IsMetBy(got.Unknown) ?? true),
        .. Compare("alternatives", List(Alternatives), List(got.Alternatives), Alternatives?.SequenceEqual(got.Alternatives) ?? true),
        .. Compare("urgency", Word(Urgency), Word(got.Urgency), Urgency is null || Urgency == (got.Urgency ?? Policies.Urgency.Normal)),
        .. Compare("timeout", Time(Timeout), Time(got.Timeout), Timeout is null || Timeout == got.Timeout),
        .. Compare("approvals", $"{Approvals}", $"{SlotsOf(got)}", Approvals is null || Approvals == SlotsOf(got)),
    ];

    private static IEnumerable<CaseMismatch> Compare(string what, string? expected, string got, bool isMet) =>
        isMet ? [] : [new CaseMismatch(what, expected ?? "", got)];

    private static bool AreSame(ImmutableArray<string> rules, Evaluation got) =>
        rules.Order(StringComparer.Ordinal).SequenceEqual(got.Rules.Select(r => r.Rule).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    private static int SlotsOf(Evaluation got) => got.Requirements.Sum(r => r.Slots);

    private static string Quote(string? text) => $"'{text}'";

    private static string List(ImmutableArray<string>? texts) => texts is null or { IsEmpty: true } ? "none" : string.Join(", ", texts.Value.Select(Quote));

    private static string Word(Urgency? urgency) => EnumWords.Of(urgency ?? Policies.Urgency.Normal);

    private static string Time(TimeSpan? time) => DurationText.Format(time ?? default);
}
