namespace Approvals.Core.Policies.Cases;

/// <summary>One thing that a case expects and that came out otherwise.</summary>
/// <param name="What">The key of the case's <c>expect</c>.</param>
/// <param name="Expected">What the author wrote, in words.</param>
/// <param name="Got">What came out, in words.</param>
public sealed record CaseMismatch(string What, string Expected, string Got);
