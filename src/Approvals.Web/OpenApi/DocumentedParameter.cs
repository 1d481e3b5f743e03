using Microsoft.OpenApi;

namespace Approvals.Web.OpenApi;

/// <summary>A query parameter or a header.</summary>
internal sealed record DocumentedParameter(string Name, ParameterLocation In, string Description)
{
    public static readonly DocumentedParameter Wait = Query("wait", "How many seconds the answer may be held until the decision: 0 to 60.", 0, 60);
    public static readonly DocumentedParameter After = Query("after", "The 'next' of the page before.");
    public static readonly DocumentedParameter Limit = Query("limit", "How many items a page has at the most: 1 to 200.", 1, 200);
    public static readonly DocumentedParameter Status = Query("status", "pending, approved, denied, expired or cancelled.");
    public static readonly DocumentedParameter Tool = Query("tool", "The name of the tool.");
    public static readonly DocumentedParameter Agent = Query("agent", "The agent that asked.");
    public static readonly DocumentedParameter Role = Query("role", "A role that is asked to review.");
    public static readonly DocumentedParameter Reviewer = Query("reviewer", "'me': what the caller may review by now.");
    public static readonly DocumentedParameter DryRun = Query("dryRun", "true: nothing is changed, and the answer says what would be.");
    public static readonly DocumentedParameter IdempotencyKey = Header("Idempotency-Key", "1 to 255 visible characters. The same call with the same key takes effect once.");
    public static readonly DocumentedParameter IfMatch = Header("If-Match", "The ETag of what is to be changed, or * for whatever is there.");
    public static readonly DocumentedParameter IfNoneMatch = Header("If-None-Match", "* where there must be nothing yet.");
    public static readonly DocumentedParameter LastEventId = Header("Last-Event-ID", "The id of the last event that was seen.");

    public (int Least, int Most)? Range { get; private init; }

    private static DocumentedParameter Query(string name, string description, int? least = null, int? most = null) =>
        new(name, ParameterLocation.Query, description) { Range = least is { } from && most is { } to ? (from, to) : null };

    private static DocumentedParameter Header(string name, string description) => new(name, ParameterLocation.Header, description);
}
