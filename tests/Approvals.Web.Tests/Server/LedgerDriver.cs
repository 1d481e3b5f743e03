using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

/// <summary>Takes flows one step further and writes down what was answered.</summary>
internal sealed class LedgerDriver(ApiClient client, DemoFile demo)
{
    private readonly Flow _flow = new(client, demo);

    /// <summary>False where nobody answered: whether the step took effect is then not known.</summary>
    public async Task<bool> TryAdvanceAsync(LedgerFlow flow)
    {
        try
        {
            await AdvanceAsync(flow);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task AdvanceAsync(LedgerFlow flow)
    {
        if (flow.Asked is not { } asked)
        {
            flow.Asked = await _flow.AskAsync(key: flow.Key);
        }
        else if (flow.AliceAt is null)
        {
            var answer = (await _flow.ReviewAsync(asked, demo.Alice)).Expect(200);
            flow.AliceAt = TimeOfReview(answer, "alice");
        }
        else if (flow.BobAt is null)
        {
            var answer = (await _flow.ReviewAsync(asked, demo.Bob, flow.IsDenied ? "deny" : "approve")).Expect(200);
            flow.Decision = (answer["status"], answer["decidedAt"]);
            flow.BobAt = TimeOfReview(answer, "bob");
        }
        else if (flow.Permit is null)
        {
            flow.Permit = (await _flow.ClaimAsync(asked, key: $"claim-{flow.Key}")).Expect(200)["permit"];
        }
        else
        {
            (await _flow.ReportAsync(asked)).Expect(200);
            flow.IsReported = true;
        }
    }

    internal static DateTimeOffset TimeOfReview(Answer request, string reviewer) => request.Find("reviews").EnumerateArray()
        .Single(r => r.GetProperty("reviewer").ValueEquals(reviewer)).GetProperty("at").GetDateTimeOffset();
}
