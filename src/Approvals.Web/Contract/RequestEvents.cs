using Approvals.Core.Requests;

namespace Approvals.Web.Contract;

/// <summary>What happened to a request, in its order. An event's id is its place, counted from 1: it never changes.</summary>
internal static class RequestEvents
{
    public static IReadOnlyList<string> Of(ApprovalRequest request) =>
    [
        "asked",
        .. request.Reviews.Select(_ => "reviewed"),
        .. request.Decision is null ? Enumerable.Empty<string>() : ["decided"],
        .. request.Claim is null ? Enumerable.Empty<string>() : ["claimed"],
        .. request.Report is null ? Enumerable.Empty<string>() : ["resolved"],
    ];

    /// <summary>Whether nothing more can happen.</summary>
    public static bool AreOver(ApprovalRequest request, DateTimeOffset now) => request switch
    {
        { Status: RequestStatus.Pending } => false,
        { Status: not RequestStatus.Approved } => true,
        { Claim: null } => now > request.ApprovalLapsesAt,
        _ => request.Report is not null,
    };
}
