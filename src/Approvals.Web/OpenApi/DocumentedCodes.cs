using Approvals.Web.Problems;

namespace Approvals.Web.OpenApi;

/// <summary>The codes of a route's refusals.</summary>
internal sealed record DocumentedCodes(IReadOnlyList<ProblemCode> Codes);
