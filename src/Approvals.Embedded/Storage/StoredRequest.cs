using Approvals.Core.Storage;

namespace Approvals.Embedded.Storage;

/// <summary>A record and its row.</summary>
internal sealed class StoredRequest(long seq, RequestRecord record, DateTimeOffset? dueAfter)
{
    public StoredRequest(long seq, RequestRecord record)
        : this(seq, record, record.Request.DueAfter)
    {
    }

    /// <summary>The row, and so the request's place in the order of arrival.</summary>
    public long Seq { get; } = seq;

    public RequestRecord Record { get; } = record;

    /// <summary>The record's own <see cref="Core.Requests.ApprovalRequest.DueAfter"/>, worked out once.</summary>
    public DateTimeOffset? DueAfter { get; } = dueAfter;

    /// <summary>The last moment at which time itself changes nothing of what is decided on it.</summary>
    public DateTimeOffset Until => DueAfter ?? Record.Request.ApprovalLapsesAt ?? DateTimeOffset.MaxValue;

    /// <summary>The same request with these effects left.</summary>
    public StoredRequest WithOutboxOf(RequestRecord record) => new(Seq, record, DueAfter);
}
