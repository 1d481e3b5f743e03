using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

/// <summary>Holds what the server says now against what it said before.</summary>
internal sealed class LedgerCheck(ApiClient client, DemoFile demo)
{
    private readonly Flow _flow = new(client, demo);

    public async Task CheckAsync(IReadOnlyList<LedgerFlow> flows) =>
        await Parallel.ForEachAsync(flows, async (flow, _) => await CheckAsync(flow));

    private async Task CheckAsync(LedgerFlow flow)
    {
        if (flow.Asked is not { } asked)
        {
            return;
        }

        var request = (await _flow.FindAsync(asked)).Expect(200);
        Assert.Equal(asked.Digest, request["digest"]);
        CheckReview(request, "alice", flow.AliceAt);
        CheckReview(request, "bob", flow.BobAt);
        if (flow.Decision is { } decision)
        {
            Assert.Equal(decision, (request["status"], request["decidedAt"]));
            Assert.Equal(flow.IsDenied ? "denied" : "approved", request["status"]);
        }

        if (flow.IsReported)
        {
            Assert.Equal("succeeded", request["execution.state"]);
        }

        await CheckPermitAsync(flow, asked, request);
    }

    private async Task CheckPermitAsync(LedgerFlow flow, Asked asked, Answer request)
    {
        if (flow.Permit is { } permit)
        {
            Assert.Equal(permit, (await _flow.ClaimAsync(asked, key: $"claim-{flow.Key}")).Expect(200)["permit"]);
        }

        // Whether a permit was handed out or not, nobody gets one under another operation than the first.
        if (request["execution.state"] != "none")
        {
            (await _flow.ClaimAsync(asked, key: "another")).ExpectProblem(409, "already_claimed");
            (await _flow.ClaimAsync(asked, executor: null, credential: demo.ExecutorKey)).ExpectProblem(409, "already_claimed");
        }
    }

    private static void CheckReview(Answer request, string reviewer, DateTimeOffset? at)
    {
        if (at is not null)
        {
            Assert.Equal(at, LedgerDriver.TimeOfReview(request, reviewer));
        }
    }
}
