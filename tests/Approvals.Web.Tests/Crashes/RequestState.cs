using System.Globalization;
using System.Text.Json;

namespace Approvals.Web.Tests.Crashes;

/// <summary>What the server shows of a request.</summary>
internal sealed record RequestState
{
    private const string None = "none";

    private readonly JsonElement _view;

    private RequestState(JsonElement view) => _view = view;

    public string Id => Text("requestId")!;

    public string Digest => Text("digest")!;

    public string Summary => Text("summary")!;

    public int Version => _view.GetProperty("version").GetInt32();

    public string Status => Text("status")!;

    public bool IsPending => Status == "pending";

    public DateTimeOffset CreatedAt => Time(_view, "createdAt")!.Value;

    /// <summary>Null where the policy decided at once.</summary>
    public DateTimeOffset? ExpiresAt => Time(_view, "expiresAt");

    /// <summary>Until when it can be claimed, where it is approved.</summary>
    public DateTimeOffset? LapsesAt => Time(_view, "approvalLapsesAt");

    public IReadOnlyList<(string Reviewer, string Verdict, string At)> Reviews =>
    [
        .. _view.GetProperty("reviews").EnumerateArray().Select(r =>
            (r.GetProperty("reviewer").GetString()!, r.GetProperty("verdict").GetString()!, r.GetProperty("at").GetString()!)),
    ];

    public DecisionTold? Decision => IsPending ? null : new DecisionTold(Status, Text("decidedBy"), Text("decidedAt"));

    public string Execution => OfExecution("state")!;

    public bool IsClaimed => Execution != None;

    public bool IsReported => Execution is "succeeded" or "failed";

    public bool IsUnknown => Execution == "unknown";

    /// <summary>What never changes.</summary>
    private (string, string?, string?, string?, string?, string?) Asked =>
        (Id, Text("tool"), Digest, Summary, Text("createdAt"), Text("expiresAt"));

    private (string?, string?, string?) Claim => (OfExecution("executor"), OfExecution("claimedAt"), OfExecution("leaseEndsAt"));

    public static RequestState Of(JsonElement view) => new(view.Clone());

    /// <summary>How this contradicts an earlier state of the request, in a few words; null where it follows from it.</summary>
    public string? Contradicts(RequestState earlier)
    {
        var isSame = Version == earlier.Version;
        return (isSame, this) switch
        {
            _ when Asked != earlier.Asked => "what was asked has changed",
            _ when !earlier.Reviews.SequenceEqual(Reviews.Take(earlier.Reviews.Count)) => "a review is gone or changed",
            _ when Reviews.Count > earlier.Reviews.Count && (isSame || !earlier.IsPending) => "a review came after the decision, or without a version",
            _ when earlier.Decision is { } decision && decision != Decision => "the decision has changed",
            _ when earlier.IsClaimed && Claim != earlier.Claim => "the claim has changed",
            _ when earlier.IsReported && (Execution, OfExecution("resolvedAt")) != (earlier.Execution, earlier.OfExecution("resolvedAt")) => "the result has changed",
            _ when earlier.IsUnknown && Execution == "claimed" => "a lease that was over goes on",
            (true, _) when (Status, Execution) != (earlier.Status, earlier.Execution) => "one version has two states",
            _ => null,
        };
    }

    public override string ToString()
    {
        var reviews = string.Join(", ", Reviews.Select(r => $"{r.Reviewer} {r.Verdict} {r.At}"));
        return $"version {Version.ToString(CultureInfo.InvariantCulture)}, {Status} {Text("decidedAt")}/{Execution} {Claim}, until {Text("expiresAt")} [{reviews}]";
    }

    private static DateTimeOffset? Time(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetDateTimeOffset() : null;

    private string? Text(string name) => Text(_view, name);

    private string? OfExecution(string name) => Text(_view.GetProperty("execution"), name);

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>A decision as somebody was told of it; what they were not told is null.</summary>
internal sealed record DecisionTold(string Status, string? By, string? At)
{
    public bool Agrees(DecisionTold other) =>
        Status == other.Status && (By ?? other.By) == (other.By ?? By) && (At ?? other.At) == (other.At ?? At);
}
