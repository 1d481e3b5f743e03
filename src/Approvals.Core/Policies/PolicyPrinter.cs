using System.Globalization;
using System.Text;
using Approvals.Core.Json;
using Approvals.Core.Policies.Printing;

namespace Approvals.Core.Policies;

/// <summary>Writes policies as YAML: what is written is read as the same policy. Comments and aliases are not kept.</summary>
public static class PolicyPrinter
{
    public static string Print(Policy policy)
    {
        var text = new StringBuilder();
        Line(text, "policy", YamlText.Of(policy.Name.Value));
        Line(text, "description", policy.Description is { } description ? YamlText.Of(description) : null);
        Line(text, "default", YamlText.OfWord(EnumWords.Of(policy.Default)));
        Line(text, "combine", YamlText.OfWord(EnumWords.Of(policy.Combine)));
        Line(text, "defaults", ApprovalPrinter.Print(policy.Defaults));
        List(text, "rules", policy.Rules.Select(r => RulePrinter.Print(r, policy.Defaults)));
        List(text, "cases", policy.Cases.Select(CasePrinter.Print));
        return text.ToString();
    }

    private static void Line(StringBuilder text, string key, YamlText? value)
    {
        if (value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{key}: {value.ToFlow()}\n");
        }
    }

    /// <summary>An item a few lines: a line for each of its keys.</summary>
    private static void List(StringBuilder text, string key, IEnumerable<YamlText> items)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            text.Append(isFirst ? $"{key}:\n" : "");
            isFirst = false;
            var lead = "  - ";
            foreach (var (name, value) in ((YamlText.Mapping)item).Entries)
            {
                text.Append(CultureInfo.InvariantCulture, $"{lead}{name}: {value.ToFlow()}\n");
                lead = "    ";
            }
        }
    }
}
