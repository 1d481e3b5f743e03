using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Bench.Policies;

/// <summary>A rule that every engine can express: escalate above an amount, in some currencies.</summary>
internal sealed record SampleRule(string Tool, int Above, IReadOnlyList<string> Currencies);

/// <summary>What is put to every engine.</summary>
internal sealed record SampleAction(string Tool, int Amount, string Currency);

/// <summary>So many rules, three for each tool, and actions on some of the tools.</summary>
internal sealed record RuleSample(IReadOnlyList<SampleRule> Rules, IReadOnlyList<SampleAction> Actions)
{
    private const int RulesOfATool = 3;

    private const int Step = 100;

    private static readonly string[] Currencies = ["EUR", "USD"];

    public static RuleSample Of(int rules)
    {
        var all = Enumerable.Range(0, rules)
            .Select(i => new SampleRule(ToolOf(i / RulesOfATool), i % RulesOfATool * Step, Currencies)).ToList();
        var tools = rules / RulesOfATool;
        return new RuleSample(all,
        [
            new SampleAction(ToolOf(0), Step / 2, "EUR"),
            new SampleAction(ToolOf(tools / 2), Step * 3 / 2, "USD"),
            new SampleAction(ToolOf(tools - 1), Step * 5 / 2, "EUR"),
            new SampleAction(ToolOf(tools / 3), Step * 5 / 2, "GBP"),
        ]);
    }

    /// <summary>For engines of other languages.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SampleJson.Default.RuleSample);

    public string ToYaml() => "default: allow\nrules:\n" + string.Concat(Rules.Select(r => string.Create(
        CultureInfo.InvariantCulture,
        $"- {{tool: {r.Tool}, action: escalate, when: {{args.amount: {{gt: {r.Above}}}, args.currency: [{string.Join(", ", r.Currencies)}]}}}}\n")));

    public IReadOnlyList<ProposedAction> ToProposedActions() =>
    [
        .. Actions.Select(a => new ProposedAction(
            new AgentId("payer"),
            a.Tool,
            JsonElement.Parse(string.Create(CultureInfo.InvariantCulture, $$"""{"amount":{{a.Amount}},"currency":"{{a.Currency}}","to":"vendor-17"}""")),
            null,
            null)),
    ];

    private static string ToolOf(int number) => $"tool{number.ToString(CultureInfo.InvariantCulture)}.run";
}

/// <summary>As the script of the other engines reads it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RuleSample))]
[JsonSerializable(typeof(PeerTime))]
internal sealed partial class SampleJson : JsonSerializerContext;
