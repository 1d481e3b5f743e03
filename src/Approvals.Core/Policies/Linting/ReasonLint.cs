using System.Text.RegularExpressions;

namespace Approvals.Core.Policies.Linting;

/// <summary>Finds what looks like a placeholder in a reason and is none.</summary>
internal static partial class ReasonLint
{
    public static IEnumerable<PolicyWarning> Check(Policy policy) =>
        from rule in policy.Rules
        let reason = rule.Reason ?? new ReasonText("")
        from match in Braces().Matches(reason.Text)
        where !reason.Placeholders.Any(p => p.Text == match.Groups["word"].Value)
        select rule.Warn(
            PolicyWarningKind.NoPlaceholder,
            $"{match.Value} in the reason is no path, so it is shown as it stands; a value is written like {{args.amount}}.");

    [GeneratedRegex(@"\{(?<word>[A-Za-z][^{} ]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Braces();
}
