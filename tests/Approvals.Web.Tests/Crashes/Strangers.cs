using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>The callers of one tenant before a request of another: to each of them, it does not exist.</summary>
internal sealed class Strangers(ApiClient client, LoadTenant tenant)
{
    /// <summary>False where nobody answered.</summary>
    public async Task<bool> MeetAsync(LedgerEntry theirs)
    {
        Assert.NotEqual(tenant.Name, theirs.Tenant.Name);
        if (theirs.Asked is not { } asked)
        {
            return true;
        }

        try
        {
            var answers = await Task.WhenAll(
                client.GetAsync($"/v1/requests/{asked.Id}", tenant.AgentKey),
                client.GetAsync($"/v1/requests/{asked.Id}", tenant.Reviewers["alice"]),
                client.GetAsync($"/v1/receipts/{asked.Id}", tenant.AdminKey),
                client.PostAsync($"/v1/requests/{asked.Id}/cancel", tenant.AgentKey, ""),
                client.PostAsync(
                    $"/v1/requests/{asked.Id}/reviews", tenant.Reviewers["alice"], new { verdict = "approve", digest = asked.Digest }),
                client.PostAsync($"/v1/requests/{asked.Id}/claim", tenant.ExecutorKey, new { digest = asked.Digest }),
                client.PostAsync($"/v1/requests/{asked.Id}/result", tenant.ExecutorKey, new { outcome = "succeeded" }));
            foreach (var answer in answers.Where(a => a.Status != 503))
            {
                theirs.Require(answer is { Status: 404, Code: "not_found" }, $"{tenant.Name} was told {answer.Status} {answer.Text}");
            }

            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
