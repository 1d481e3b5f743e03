using System.Collections.Immutable;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Embedded.Storage;

/// <summary>A record as the file is to hold it: made beside the writer, who only copies it there.</summary>
internal sealed class RequestRow
{
    /// <param name="before">What it takes the place of; null where the request is new.</param>
    /// <param name="record">What is to be stored.</param>
    public RequestRow(StoredRequest? before, RequestRecord record)
    {
        Before = before;
        Record = record;
        Json = record.ToJson();
        var request = record.Request;
        DueAfter = request.DueAfter;
        if (before is null || HasMoved(before, request, DueAfter))
        {
            Columns = RequestColumns.Of(request);
            var left = before is null ? [] : NamesInTheInbox(before.Record.Request);
            var now = NamesInTheInbox(request);
            Enters = now.RemoveRange(left, StringComparer.Ordinal);
            Leaves = left.RemoveRange(now, StringComparer.Ordinal);
        }
    }

    public StoredRequest? Before { get; }

    public RequestRecord Record { get; }

    public byte[] Json { get; }

    public DateTimeOffset? DueAfter { get; }

    /// <summary>Null where none has changed but the version.</summary>
    public RequestColumns? Columns { get; }

    /// <summary>The names under which it comes into the inbox.</summary>
    public ImmutableArray<string> Enters { get; } = [];

    /// <summary>The names under which it leaves the inbox.</summary>
    public ImmutableArray<string> Leaves { get; } = [];

    private static bool HasMoved(StoredRequest before, ApprovalRequest request, DateTimeOffset? dueAfter) =>
        before.Record.Request.Status != request.Status
        || before.DueAfter != dueAfter
        || before.Record.Request.Claim?.Executor != request.Claim?.Executor
        || before.Record.Request.StepIns != request.StepIns;

    private static ImmutableArray<string> NamesInTheInbox(ApprovalRequest request) =>
        request.Status == RequestStatus.Pending ? ReviewerNames.Of(request) : [];
}
