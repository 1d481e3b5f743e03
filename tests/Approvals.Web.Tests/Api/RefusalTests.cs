using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class RefusalTests(DemoServer server) : ApiTest(server)
{
    private const string OtherDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    [Fact]
    public async Task ReviewByOneWithoutTheRole_IsRefused() =>
        (await Flow.ReviewAsync(await Flow.AskAsync(), Demo.Carol)).ExpectProblem(403, "not_a_reviewer");

    [Fact]
    public async Task ReviewOfOnesOwnRequest_IsRefused_AndTheOthersStillMay()
    {
        var asked = await Flow.AskAsync("""{"tool":"payment.send","args":{"amount":200},"onBehalfOf":"alice"}""");
        (await Flow.ReviewAsync(asked, Demo.Alice)).ExpectProblem(403, "self_review");
        (await Flow.ReviewAsync(asked, Demo.Alice, "deny")).ExpectProblem(403, "self_review");
        var reviewed = (await Flow.ReviewAsync(asked, Demo.Bob)).Expect(200);

        // Bob, and carol, who as an owner steps in for the slot that alice may not fill.
        Assert.Equal("2", reviewed["requirements.0.eligible"]);
    }

    [Theory]
    [InlineData("https://elsewhere.example/hook", 403, "callback_not_allowed")]
    [InlineData("https://user:secret@elsewhere.example/", 400, "invalid_field")]
    [InlineData("ftp://elsewhere.example/", 400, "invalid_field")]
    [InlineData("/hook", 400, "invalid_field")]
    [InlineData("https://elsewhere.example/#part", 400, "invalid_field")]
    public async Task CallbackToWhereTheKeyMayNot_IsRefused(string callbackUrl, int status, string code) =>
        (await Client.PostAsync("/v1/actions", Demo.AgentKey, new { tool = "payment.send", args = new { amount = 5_000 }, callbackUrl }))
            .ExpectProblem(status, code);

    [Fact]
    public async Task CancelledRequest_IsOver()
    {
        var asked = await Flow.AskAsync();
        (await Client.PostAsync($"/v1/requests/{asked.Id}/cancel", Demo.Alice, "")).ExpectProblem(403, "forbidden");
        var cancelled = (await Client.PostAsync($"/v1/requests/{asked.Id}/cancel", Demo.AgentKey, "")).Expect(200);
        Assert.Equal(("cancelled", "requester"), (cancelled["status"], cancelled["decidedBy"]));
        (await Client.PostAsync($"/v1/requests/{asked.Id}/cancel", Demo.AgentKey, "")).Expect(200);
        (await Flow.ReviewAsync(asked, Demo.Alice)).ExpectProblem(409, "already_decided");
        (await Flow.ClaimAsync(asked)).ExpectProblem(409, "not_approved");
    }

    [Fact]
    public async Task CancellingWhatIsDecided_IsToldTheDecision()
    {
        var asked = await Flow.ApprovedAsync();
        var refused = (await Client.PostAsync($"/v1/requests/{asked.Id}/cancel", Demo.AgentKey, "")).ExpectProblem(409, "already_decided");
        Assert.Equal("approved", refused["decision.status"]);
        (await Client.PostAsync("/v1/requests/req_00000000000000000000000000/cancel", Demo.AgentKey, "")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task PersonsNameInOtherLetters_IsThatPerson()
    {
        var asked = await Flow.AskAsync("""{"tool":"payment.send","args":{"amount":200},"onBehalfOf":"Alice"}""");
        (await Flow.ReviewAsync(asked, Demo.Alice)).ExpectProblem(403, "self_review");
    }

    [Fact]
    public async Task OneReviewerTwice_IsNotTwoReviewers()
    {
        var asked = await Flow.AskAsync();
        (await Flow.ReviewAsync(asked, Demo.Alice)).Expect(200);
        var again = (await Flow.ReviewAsync(asked, Demo.Alice)).Expect(200);
        Assert.Equal(("pending", "1"), (again["status"], again["requirements.0.have"]));
        (await Flow.ReviewAsync(asked, Demo.Alice, "deny")).ExpectProblem(409, "already_reviewed");
    }

    [Fact]
    public async Task ReviewOfSomethingElse_IsRefused() =>
        (await Flow.ReviewAsync(await Flow.AskAsync() with { Digest = OtherDigest }, Demo.Alice)).ExpectProblem(409, "digest_mismatch");

    [Fact]
    public async Task ReviewAfterTheDecision_IsToldWhatWasDecidedAndByWhom()
    {
        var asked = await Flow.AskAsync();
        (await Flow.ReviewAsync(asked, Demo.Alice, "deny", "No")).Expect(200);
        var refused = (await Flow.ReviewAsync(asked, Demo.Bob)).ExpectProblem(409, "already_decided");
        Assert.Equal(("denied", "people", "alice"), (refused["decision.status"], refused["decision.decidedBy"], refused["decision.reviewers.0"]));
    }

    [Fact]
    public async Task ClaimOfWhatWaits_IsRefused() =>
        (await Flow.ClaimAsync(await Flow.AskAsync())).ExpectProblem(409, "not_approved");

    [Fact]
    public async Task ClaimOfSomethingElse_IsRefused() =>
        (await Flow.ClaimAsync(await Flow.ApprovedAsync() with { Digest = OtherDigest })).ExpectProblem(409, "digest_mismatch");

    [Fact]
    public async Task ExecutorClaimsForItselfOnly()
    {
        var asked = await Flow.ApprovedAsync();
        (await Flow.ClaimAsync(asked, executor: "other", credential: Demo.ExecutorKey)).ExpectProblem(403, "not_the_executor");
        (await Flow.ClaimAsync(asked, executor: null, credential: Demo.ExecutorKey)).Expect(200);
    }

    [Fact]
    public async Task ExecutorThatDoesNotKnowTheDigest_FindsNothing() =>
        (await Flow.ClaimAsync(await Flow.ApprovedAsync() with { Digest = OtherDigest }, executor: null, credential: Demo.ExecutorKey))
            .ExpectProblem(404, "not_found");

    [Fact]
    public async Task ResultOfWhatWasNotClaimed_IsRefused() =>
        (await Flow.ReportAsync(await Flow.ApprovedAsync())).ExpectProblem(409, "not_claimed");

    [Fact]
    public async Task ResultByAnotherOne_IsRefused()
    {
        var asked = await Flow.ApprovedAsync();
        (await Flow.ClaimAsync(asked, executor: "warehouse")).Expect(200);
        (await Flow.ReportAsync(asked)).ExpectProblem(403, "not_the_executor");
    }

    [Theory]
    [InlineData("0s")]
    [InlineData("61m")]
    [InlineData("soon")]
    public async Task LeaseOutOfItsLimits_IsRefused(string lease)
    {
        var asked = await Flow.ApprovedAsync();
        (await Client.PostAsync($"/v1/requests/{asked.Id}/claim", Demo.AgentKey, new { digest = asked.Digest, lease }))
            .ExpectProblem(400, "invalid_field");
    }

    [Fact]
    public async Task WhatDoesNotExist_IsNotFound()
    {
        var nothing = new Asked("req_00000000000000000000000000", OtherDigest);
        (await Flow.FindAsync(nothing)).ExpectProblem(404, "not_found");
        (await Flow.FindAsync(nothing with { Id = "nonsense" })).ExpectProblem(404, "not_found");
        (await Flow.ReviewAsync(nothing, Demo.Alice)).ExpectProblem(404, "not_found");
        (await Flow.ClaimAsync(nothing)).ExpectProblem(404, "not_found");
        (await Flow.ReportAsync(nothing)).ExpectProblem(404, "not_found");
        (await Client.GetAsync($"/v1/receipts/{nothing.Id}", Demo.AgentKey)).ExpectProblem(404, "not_found");
        (await Client.GetAsync("/v1/nothing", Demo.AgentKey)).ExpectProblem(404, "not_found");
        (await Client.SendAsync(HttpMethod.Delete, "/v1/actions", Demo.AgentKey, null)).ExpectProblem(405, "method_not_allowed");
    }
}
