using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

/// <summary>An admin says what came of an execution on which nobody reported.</summary>
public sealed class ResolvingTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task UnknownExecution_IsResolvedByAnAdminWithAReason()
    {
        var asked = await ClaimedForASecondAsync();

        var resolved = await ResolveOnceUnknownAsync(asked);

        Assert.Equal(("failed", "The bank shows no such payment"), (resolved["execution.state"], resolved["execution.reason"]));
        (await ResolveAsync(asked, "failed")).Expect(200);
        (await ResolveAsync(asked, "succeeded")).ExpectProblem(409, "already_reported");
        (await Flow.ReportAsync(asked)).ExpectProblem(409, "already_reported");
        var receipt = (await Client.GetAsync($"/v1/receipts/{asked.Id}", Demo.AgentKey)).Expect(200);
        Assert.Contains("""{"at":""", receipt.Text, StringComparison.Ordinal);
        Assert.Contains("\"by\":\"person:carol\"", receipt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNotUnknown_IsNotResolved()
    {
        var asked = await Flow.ApprovedAsync();
        (await ResolveAsync(asked, "failed")).ExpectProblem(409, "not_unknown");
        (await Flow.ClaimAsync(asked)).Expect(200);
        (await ResolveAsync(asked, "failed")).ExpectProblem(409, "not_unknown");
    }

    [Fact]
    public async Task Resolution_HasAReason_AndIsAnAdmins()
    {
        var asked = await Flow.ApprovedAsync();
        (await Client.PostAsync($"/v1/requests/{asked.Id}/result", Demo.Carol, new { outcome = "failed" })).ExpectProblem(400, "invalid_field");
        (await Client.PostAsync($"/v1/requests/{asked.Id}/result", Demo.Alice, new { outcome = "failed", reason = "So" })).ExpectProblem(403, "forbidden");
        (await Client.PostAsync($"/v1/requests/{asked.Id}/result", Demo.ExecutorKey, new { outcome = "failed", reason = "So" })).ExpectProblem(400, "unknown_field");
    }

    private async Task<Asked> ClaimedForASecondAsync()
    {
        var asked = await Flow.ApprovedAsync();
        (await Client.PostAsync($"/v1/requests/{asked.Id}/claim", Demo.AgentKey, new { digest = asked.Digest, executor = "payments", lease = "1s" })).Expect(200);
        return asked;
    }

    private async Task<Answer> ResolveOnceUnknownAsync(Asked asked)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (await ResolveAsync(asked, "failed") is { Status: 200 } resolved)
            {
                return resolved;
            }
        }
    }

    private Task<Answer> ResolveAsync(Asked asked, string outcome) => Client.PostAsync(
        $"/v1/requests/{asked.Id}/result", Demo.Carol, new { outcome, reason = "The bank shows no such payment" });
}
