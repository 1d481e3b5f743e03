namespace Approvals.Web.Contract;

/// <summary>A part of a list.</summary>
/// <param name="Items">What is in it.</param>
/// <param name="Next">What to send as <c>after</c> for the next part; absent at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
