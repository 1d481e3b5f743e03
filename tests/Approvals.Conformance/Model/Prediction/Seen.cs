namespace Approvals.Conformance.Model.Prediction;

/// <summary>What there is to see of a request, in one line, so that model and subject are compared and shown alike.</summary>
internal static class Seen
{
    public static string Text(
        Ending? ending, string execution, IEnumerable<string> reviews, int needed, DateTimeOffset? due, DateTimeOffset? deniedBefore, Permit? permit, Result? result) =>
        $"{ending?.ToString() ?? "pending"}; {execution}; reviews {string.Join(' ', reviews)}; needed {needed}; due {due:O}; denied before {deniedBefore:O}; permit {permit}; result {result}";
}
