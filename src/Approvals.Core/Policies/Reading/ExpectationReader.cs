using System.Collections.Immutable;
using Approvals.Core.Policies.Cases;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads what a case expects.</summary>
internal static class ExpectationReader
{
    private const int MaxReason = 100_000;

    private const int MaxApprovals = 100_000;

    public static ExpectedOutcome? Read(YamlNode node, PolicyErrors errors)
    {
        if (MappingReader.Of(node, "'expect'", errors) is not { } reader)
        {
            return null;
        }

        var decision = reader.TakeRequired("decision", "'expect' has a 'decision': allow, deny or escalate.") is { } word
            ? WordReader.Read<PolicyDecision>(word, "decision", errors)
            : null;
        var expected = new ExpectedOutcome
        {
            Decision = decision ?? PolicyDecision.Deny,
            Reason = reader.TakeText("reason", MaxReason),
            Rules = ReadTexts(reader, "rule"),
            Unknown = ReadUnknown(reader),
            Alternatives = ReadTexts(reader, "alternatives"),
            Urgency = reader.Take("urgency") is { } urgency ? WordReader.Read<Urgency>(urgency, "urgency", errors) : null,
            Timeout = reader.Take("timeout") is { } timeout
                ? ScalarReader.ReadDuration(timeout, "timeout", ApprovalTerms.ShortestTime, ApprovalTerms.LongestTime, errors)
                : null,
            Approvals = reader.Take("approvals") is { } count ? ScalarReader.ReadCount(count, "approvals", 0, MaxApprovals, errors) : null,
        };
        reader.RefuseTheRest();
        return expected;
    }

    /// <summary>Whether there is something, or what is said.</summary>
    private static ExpectedUnknown? ReadUnknown(MappingReader reader) => reader.TakeTexts("unknown") switch
    {
        null => null,
        [{ IsPlain: true, Text: "true" or "false" } whether] => new ExpectedUnknown.Whether(whether.Text == "true"),
        var parts => new ExpectedUnknown.Saying([.. parts.Select(p => p.Text)]),
    };

    private static ImmutableArray<string>? ReadTexts(MappingReader reader, string key) =>
        reader.TakeTexts(key) is { } texts ? [.. texts.Select(t => t.Text)] : null;
}
