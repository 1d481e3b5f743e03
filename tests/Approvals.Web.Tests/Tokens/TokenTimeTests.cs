using Approvals.Web.Tests.Codes;

namespace Approvals.Web.Tests.Tokens;

public sealed class TokenTimeTests(OwnServer server) : IClassFixture<OwnServer>
{
    [Fact]
    public async Task TokenThatWasTakenBefore_EndsInItsTime()
    {
        var token = server.Demo.Carol;
        (await server.Client.GetAsync("/v1/agents", token)).Expect(200);
        server.Time.Advance(TimeSpan.FromDays(7));
        (await server.Client.GetAsync("/v1/agents", token)).Expect(200);

        server.Time.Advance(TimeSpan.FromSeconds(30));

        (await server.Client.GetAsync("/v1/agents", token)).ExpectProblem(401, "unauthenticated");
    }
}
