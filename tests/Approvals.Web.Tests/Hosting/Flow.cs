namespace Approvals.Web.Tests.Hosting;

/// <summary>The steps of the main job, each as one call.</summary>
internal sealed class Flow(ApiClient client, DemoFile demo)
{
    public const string Payment = """{"tool":"payment.send","args":{"amount":5000,"to":"vendor-17"}}""";

    public static string SmallPayment => """{"tool":"payment.send","args":{"amount":50,"to":"vendor-17"}}""";

    /// <summary>Asks for something that two people of finance must approve.</summary>
    public async Task<Asked> AskAsync(string body = Payment, string? key = null)
    {
        var answer = await client.PostAsync("/v1/actions", demo.AgentKey, body, key);
        Assert.True(answer.Status is 200 or 202, answer.Text);
        return new Asked(answer["requestId"], answer["digest"]);
    }

    /// <summary>Asks, and has alice and bob approve.</summary>
    public async Task<Asked> ApprovedAsync(string body = Payment)
    {
        var asked = await AskAsync(body);
        (await ReviewAsync(asked, demo.Alice)).Expect(200);
        (await ReviewAsync(asked, demo.Bob)).Expect(200);
        return asked;
    }

    public Task<Answer> ReviewAsync(Asked asked, string token, string verdict = "approve", string? comment = null) =>
        client.PostAsync($"/v1/requests/{asked.Id}/reviews", token, new { verdict, comment, digest = asked.Digest });

    public Task<Answer> ClaimAsync(Asked asked, string? key = null, string? executor = "payments", string? credential = null) =>
        client.PostAsync(
            $"/v1/requests/{asked.Id}/claim", credential ?? demo.AgentKey, new { digest = asked.Digest, executor }, key);

    public Task<Answer> ReportAsync(Asked asked, string outcome = "succeeded", string? credential = null) =>
        client.PostAsync($"/v1/requests/{asked.Id}/result", credential ?? demo.ExecutorKey, new { outcome });

    public Task<Answer> FindAsync(Asked asked, string? credential = null) =>
        client.GetAsync($"/v1/requests/{asked.Id}", credential ?? demo.AgentKey);
}

/// <summary>What an agent knows of what it asked.</summary>
internal sealed record Asked(string Id, string Digest);
