using System.Globalization;
using Approvals.Core.Json;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Gives scalars their meaning by YAML 1.2's core schema, and refuses what the language does not take.</summary>
internal static class ScalarReader
{
    /// <summary>A scalar to compare with: text, an exact number or a boolean; otherwise null and an error.</summary>
    public static Operand? ReadOperand(YamlNode.Scalar scalar, PolicyErrors errors)
    {
        if (!scalar.IsPlain)
        {
            return new Operand.Text(scalar.Text);
        }

        switch (scalar.Text)
        {
            case var _ when scalar.IsNull:
                errors.Add(scalar.At, "null is not compared with; to ask whether there is a value, write 'exists: false' or 'exists: true'.");
                return null;
            case "true" or "True" or "TRUE":
                return new Operand.Boolean(true);
            case "false" or "False" or "FALSE":
                return new Operand.Boolean(false);
        }

        if (!LooksLikeNumber(scalar.Text))
        {
            return new Operand.Text(scalar.Text);
        }

        return ReadNumber(scalar, errors) is { } number ? new Operand.Number(number) : null;
    }

    /// <summary>An exact number, or null and an error.</summary>
    public static double? ReadNumber(YamlNode.Scalar scalar, PolicyErrors errors)
    {
        if (scalar.IsPlain && ExactNumber.TryParse(scalar.Text, out var number))
        {
            // There is one zero.
            return number == 0 ? 0 : number;
        }

        errors.Add(scalar.At, scalar switch
        {
            { IsPlain: false } => $"A number was expected, not the text '{scalar.Text}'; write it without quotes.",
            _ when DecimalText.TryParse(scalar.Text, out _) =>
                $"{scalar.Text} {ExactNumber.Reason}, so no number compares with it; as text, in quotes, it can be tested with eq and in.",
            _ when LooksLikeNumber(scalar.Text) =>
                $"{scalar.Text} is not a decimal number; write it in decimal, or, if it is text, in quotes.",
            _ => $"A number was expected, not '{scalar.Text}'.",
        });
        return null;
    }

    public static bool? ReadBoolean(YamlNode.Scalar scalar, PolicyErrors errors)
    {
        switch (ReadPlain(scalar))
        {
            case "true" or "True" or "TRUE":
                return true;
            case "false" or "False" or "FALSE":
                return false;
            default:
                errors.Add(scalar.At, $"true or false was expected, not '{scalar.Text}'.");
                return null;
        }
    }

    /// <summary>A whole number within bounds, or null and an error.</summary>
    public static int? ReadCount(YamlNode node, string key, int least, int most, PolicyErrors errors)
    {
        if (node is YamlNode.Scalar { IsPlain: true } scalar
            && int.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= least && count <= most)
        {
            return count;
        }

        errors.Add(node.At, $"'{key}' is a whole number from {least} to {most}, not {Shown(node)}.");
        return null;
    }

    /// <summary>A duration such as <c>90s</c>, <c>15m</c>, <c>2h</c> or <c>30d</c> within bounds, or null and an error.</summary>
    public static TimeSpan? ReadDuration(YamlNode node, string key, TimeSpan least, TimeSpan most, PolicyErrors errors)
    {
        if (node is YamlNode.Scalar scalar
            && DurationText.TryParse(scalar.Text, out var duration) && duration >= least && duration <= most)
        {
            return duration;
        }

        errors.Add(node.At, $"'{key}' is a duration from {DurationText.Format(least)} to {DurationText.Format(most)}, such as 90s, 15m, 2h or 1d, not {Shown(node)}.");
        return null;
    }

    /// <summary>Whether YAML 1.2's core schema takes a scalar that is not null for text.</summary>
    public static bool IsText(YamlNode.Scalar scalar) => !scalar.IsPlain
        || !(scalar.Text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE" || LooksLikeNumber(scalar.Text));

    /// <summary>What was found, for errors.</summary>
    public static string Shown(YamlNode node) => node is YamlNode.Scalar scalar ? $"'{scalar.Text}'" : node.Kind;

    private static string? ReadPlain(YamlNode.Scalar scalar) => scalar.IsPlain ? scalar.Text : null;

    /// <summary>
    /// What YAML 1.2's core schema would resolve to a number, infinity and not-a-number among them, and what older
    /// versions of YAML and people would: 1_000.
    /// </summary>
    private static bool LooksLikeNumber(string text) =>
        DecimalText.TryParse(text.Replace("_", "", StringComparison.Ordinal), out _)
        || text.TrimStart('+', '-').ToUpperInvariant() is ".INF" or ".NAN"
        || (text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'o' && text[2..].All(char.IsAsciiHexDigit));
}
