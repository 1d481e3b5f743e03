using Approvals.Core.Json;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads <c>before</c> and <c>after</c>: a time, or a duration relative to the time of evaluation.</summary>
internal static class TimeReader
{
    /// <summary>The longest such duration, either way.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    public static Operator? Read(string word, YamlNode node, PolicyErrors errors) =>
        ReadReference($"'{word}'", node, errors) is { } limit ? new Operator.Timed(word == "before", limit) : null;

    /// <summary>A point in time, or null and an error.</summary>
    public static DateTimeOffset? ReadTime(string what, YamlNode node, PolicyErrors errors)
    {
        if (node is YamlNode.Scalar scalar && Rfc3339.TryParse(scalar.Text, out var ticks, out var isLater) && !isLater)
        {
            return new DateTimeOffset(ticks, TimeSpan.Zero);
        }

        errors.Add(node.At, $"{what} takes an RFC 3339 time such as 2026-03-01T12:00:00Z, not {ScalarReader.Shown(node)}.");
        return null;
    }

    private static TimeReference? ReadReference(string what, YamlNode node, PolicyErrors errors)
    {
        if (node is YamlNode.Scalar { Text: ['+' or '-', .. var rest] } signed)
        {
            return DurationText.TryParse(rest, out var offset) && offset <= Longest
                ? new TimeReference.Relative(signed.Text[0] == '-' ? -offset : offset)
                : Refuse(errors, node, $"{what} takes a duration of at most {DurationText.Format(Longest)}, such as -24h or +15m, not '{signed.Text}'.");
        }

        if (node is YamlNode.Scalar { Text: var text } && DurationText.TryParse(text, out _))
        {
            return Refuse(errors, node, $"{what} takes a duration with its sign: -{text} is in the past, +{text} in the future.");
        }

        if (node is YamlNode.Scalar scalar && !Rfc3339.TryParse(scalar.Text, out _, out _))
        {
            return Refuse(errors, node, $"{what} takes an RFC 3339 time such as 2026-03-01T12:00:00Z, or a duration such as -24h or +15m, not '{scalar.Text}'.");
        }

        return ReadTime(what, node, errors) is { } time ? new TimeReference.Fixed(time) : null;
    }

    private static TimeReference? Refuse(PolicyErrors errors, YamlNode node, string message)
    {
        errors.Add(node.At, message);
        return null;
    }
}
