namespace Approvals.Web.Problems;

/// <summary>What a caller sent cannot be taken. Nothing was stored.</summary>
internal sealed class RefusedException(ProblemCode code, string detail) : Exception(detail)
{
    public ProblemCode Code { get; } = code;

    /// <summary>When to try again, where that helps.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
