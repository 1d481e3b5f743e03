using System.Text;
using Approvals.Channels.Callback;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Channels.Tests.Callback;

public sealed class DecidedEventTests
{
    private static string Id => Some.Pending().Id.Value;

    private static string Digest => Some.Pending().Action.Digest.Value;

    [Fact]
    public void Approval_TellsUntilWhenItCanBeClaimed() => Assert.Equal(
        $$$"""{"data":{"agent":"demo-agent","approvalLapsesAt":"2026-03-14T09:14:00.5Z","decidedAt":"2026-03-14T08:59:00.5Z","decidedBy":"people","decision":"allow","digest":"{{{Digest}}}","reason":"Payments over $100 require approval","requestId":"{{{Id}}}","status":"approved","tool":"payment.send"},"timestamp":"2026-03-14T08:59:00.5Z","type":"request.decided"}""",
        Write(Some.Decided(RequestStatus.Approved, DecidedBy.People, "Approved by alice, bob")));

    [Fact]
    public void Denial_TellsWhy_AndWhatElseMightGo() => Assert.Equal(
        $$$"""{"data":{"agent":"demo-agent","alternatives":["Ask for less than $100"],"decidedAt":"2026-03-14T08:59:00.5Z","decidedBy":"people","decision":"deny","digest":"{{{Digest}}}","reason":"Denied by alice","requestId":"{{{Id}}}","status":"denied","tool":"payment.send"},"timestamp":"2026-03-14T08:59:00.5Z","type":"request.decided"}""",
        Write(Some.Decided(RequestStatus.Denied, DecidedBy.People, "Denied by alice")));

    [Fact]
    public void Denial_TellsWhatTheReviewersWrote_AndTheWordForPrograms()
    {
        var denied = Some.Decided(RequestStatus.Denied, DecidedBy.People, "Denied by alice: Too much");
        denied = denied with
        {
            Decision = denied.Decision! with { Code = Decision.QuorumImpossible },
            Reviews =
            [
                new Review
                {
                    Reviewer = new ReviewerId("alice"),
                    Verdict = Verdict.Deny,
                    Comment = "Too much",
                    Channel = "api",
                    At = Some.DecidedAt,
                    Digest = denied.Action.Digest,
                    Roles = [],
                },
            ],
        };

        Assert.Contains("\"code\":\"quorum_impossible\",\"comments\":[\"Too much\"]", Write(denied), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RequestStatus.Expired, DecidedBy.Deadline, "expired")]
    [InlineData(RequestStatus.Cancelled, DecidedBy.Requester, "cancelled")]
    public void WhatIsNotApproved_IsADenial(RequestStatus status, DecidedBy by, string word)
    {
        var text = Write(Some.Decided(status, by, "No"));
        Assert.Contains("\"decision\":\"deny\"", text, StringComparison.Ordinal);
        Assert.Contains($"\"status\":\"{word}\"", text, StringComparison.Ordinal);
    }

    /// <summary>The receiver may keep what it is sent in a log.</summary>
    [Fact]
    public void ArgumentsAndSummary_AreNotTold()
    {
        var text = Write(Some.Decided(RequestStatus.Approved, DecidedBy.People, "Approved by alice, bob"));
        Assert.DoesNotContain("vendor-17", text, StringComparison.Ordinal);
        Assert.DoesNotContain("8841", text, StringComparison.Ordinal);
    }

    private static string Write(ApprovalRequest request) => Encoding.UTF8.GetString(DecidedEvent.Write(request, request.Decision!));
}
