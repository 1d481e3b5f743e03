using System.Globalization;
using System.Text.Json;
using Approvals.Core.Json;
using Approvals.Core.Policies.Cases;

namespace Approvals.Core.Policies.Printing;

/// <summary>Writes cases.</summary>
internal static class CasePrinter
{
    public static YamlText Print(PolicyCase example) => YamlText.MappingOf(
        ("name", YamlText.Of(example.Name)),
        ("action", Print(example.Action)),
        ("now", YamlText.Of(Rfc3339.Format(example.Now))),
        ("expect", Print(example.Expect)));

    private static YamlText Print(ProposedAction action) => YamlText.MappingOf(
        ("tool", YamlText.Of(action.Tool)),
        ("args", Print(action.Args)),
        ("environment", action.Environment is { } environment ? YamlText.Of(environment) : null),
        ("context", action.Context is { } context ? Print(context) : null),
        ("agent", YamlText.Of(action.Agent.Value)));

    private static YamlText Print(ExpectedOutcome expected) => YamlText.MappingOf(
        ("decision", YamlText.OfWord(EnumWords.Of(expected.Decision))),
        ("reason", expected.Reason is { } reason ? YamlText.Of(reason) : null),
        ("rule", expected.Rules is { } rules ? YamlText.OfTexts(rules) : null),
        ("unknown", Print(expected.Unknown)),
        ("alternatives", expected.Alternatives is { } alternatives ? YamlText.OfTexts(alternatives) : null),
        ("urgency", expected.Urgency is { } urgency ? YamlText.OfWord(EnumWords.Of(urgency)) : null),
        ("timeout", expected.Timeout is { } timeout ? YamlText.OfWord(DurationText.Format(timeout)) : null),
        ("approvals", expected.Approvals is { } count ? YamlText.OfWord(count.ToString(CultureInfo.InvariantCulture)) : null));

    private static YamlText? Print(ExpectedUnknown? unknown) => unknown switch
    {
        ExpectedUnknown.Whether(var isSome) => YamlText.Of(isSome),
        ExpectedUnknown.Saying(var parts) => YamlText.OfTexts(parts),
        _ => null,
    };

    private static YamlText Print(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => YamlText.MappingOf(value.EnumerateObject().Select(m => (m.Name, (YamlText?)Print(m.Value)))),
        JsonValueKind.Array => YamlText.ListOf(value.EnumerateArray().Select(Print)),
        JsonValueKind.String => YamlText.Of(value.GetString()!),
        _ => YamlText.OfWord(value.GetRawText()),
    };
}
