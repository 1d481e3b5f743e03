using System.Collections.Immutable;

namespace Approvals.Conformance.Model.Stories;

/// <summary>What there is when a story begins.</summary>
/// <param name="Rules">What the escalating rules ask for.</param>
/// <param name="People">The directory.</param>
/// <param name="Owner">Who answers for the agent that asks most.</param>
internal sealed record Scene(ImmutableArray<Terms> Rules, ImmutableSortedDictionary<string, Entry> People, string? Owner)
{
    /// <summary>All who are ever in a directory.</summary>
    public static readonly ImmutableArray<string> Names = ["ann", "bob", "cat", "dan", "eve", "fay"];

    /// <summary>Of whom no directory knows.</summary>
    public const string Nobody = "zoe";

    public static readonly ImmutableArray<string> Roles = ["finance", "security", "director", "owner", "admin"];

    /// <summary>The agent that asks most.</summary>
    public const string Payer = "payer";

    /// <summary>Another agent, for whom nobody answers.</summary>
    public const string Browser = "browser";

    public static readonly ImmutableArray<string> Executors = ["bank", "shop"];

    /// <summary>Which agent asks under each key.</summary>
    public static readonly ImmutableArray<string> Askers = [Payer, Payer, Payer, Browser];

    /// <summary>The tools: one for which people are asked, one that is allowed, one that is denied.</summary>
    public const string Pay = "pay", Look = "look", Wipe = "wipe";

    public override string ToString() =>
        $"rules: {string.Join(" ; ", Rules)}{Environment.NewLine}people: {string.Join(", ", People.Select(p => $"{p.Key} {p.Value}"))}; owner {Owner}";
}
