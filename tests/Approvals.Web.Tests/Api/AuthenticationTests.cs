using System.Security.Cryptography;
using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class AuthenticationTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task WithoutCredential_EveryRouteIs401()
    {
        foreach (var path in new[] { "/v1/requests", "/v1/requests/x", "/v1/receipts/x", "/v1/policies", "/v1/policies/payments" })
        {
            var answer = (await Client.GetAsync(path, null)).ExpectProblem(401, "unauthenticated");
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }

        (await Client.PostAsync("/v1/actions", null, Flow.Payment)).ExpectProblem(401, "unauthenticated");
        (await Client.PostAsync("/v1/requests/x/claim", null, "{}")).ExpectProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task WrongSecret_UnknownId_AndTextThatIsNoKey_Are401()
    {
        var last = Demo.AgentKey[^1] == '0' ? '1' : '0';
        foreach (var key in new[] { Demo.AgentKey[..^1] + last, "apk_0000000000000000_00", "apk_", "apk__", "apk_x", Demo.AgentKey + "_x", "nonsense", "" })
        {
            (await Client.PostAsync("/v1/actions", key, Flow.Payment)).ExpectProblem(401, "unauthenticated");
        }
    }

    [Fact]
    public async Task TokenThatTheIssuerDidNotSign_Is401()
    {
        var parts = Demo.Alice.Split('.');
        var none = Encode("""{"alg":"none","typ":"JWT"}""");
        var hs256 = Encode("""{"alg":"HS256","typ":"JWT"}""");
        var publicKey = (await Client.GetAsync("/.well-known/jwks.json", null)).Text;
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(publicKey), Encoding.ASCII.GetBytes($"{hs256}.{parts[1]}"));
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = stranger.SignData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), HashAlgorithmName.SHA256);
        var asCarol = Encode(Encoding.UTF8.GetString(Decode(parts[1])).Replace("alice", "carol", StringComparison.Ordinal));
        string[] tokens =
        [
            $"{none}.{parts[1]}.",
            $"{hs256}.{parts[1]}.{Base64(mac)}",
            $"{parts[0]}.{parts[1]}.{Base64(forged)}",
            $"{parts[0]}.{asCarol}.{parts[2]}",
            $"{parts[0]}.{parts[1]}",
        ];
        foreach (var token in tokens)
        {
            (await Client.GetAsync("/v1/requests", token)).ExpectProblem(401, "unauthenticated");
        }
    }

    [Fact]
    public async Task PermitIsNoCredential()
    {
        var permit = (await Flow.ClaimAsync(await Flow.ApprovedAsync())).Expect(200)["permit"];
        (await Client.GetAsync("/v1/requests", permit)).ExpectProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task ProgramsNeverReview_AndPeopleNeverAskOrClaim()
    {
        var asked = await Flow.AskAsync();
        (await Flow.ReviewAsync(asked, Demo.AgentKey)).ExpectProblem(403, "forbidden");
        (await Flow.ReviewAsync(asked, Demo.ExecutorKey)).ExpectProblem(403, "forbidden");
        (await Flow.ReviewAsync(asked, OtherAdmin)).ExpectProblem(403, "forbidden");
        (await Client.PostAsync("/v1/actions", Demo.Alice, Flow.Payment)).ExpectProblem(403, "forbidden");
        (await Client.PostAsync("/v1/actions", Demo.ExecutorKey, Flow.Payment)).ExpectProblem(403, "forbidden");
        (await Flow.ClaimAsync(asked, credential: Demo.Carol)).ExpectProblem(403, "forbidden");
        (await Flow.ReportAsync(asked, credential: Demo.Alice)).ExpectProblem(403, "forbidden");
    }

    [Fact]
    public async Task PoliciesAreForAdmins()
    {
        foreach (var credential in new[] { Demo.AgentKey, Demo.ExecutorKey, Demo.Alice })
        {
            (await Client.GetAsync("/v1/policies", credential)).ExpectProblem(403, "forbidden");
            (await Client.SendAsync(HttpMethod.Put, "/v1/policies/payments", credential, new StringContent("rules: []")))
                .ExpectProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task AnotherTenant_SeesNothing()
    {
        var asked = await Flow.AskAsync();
        (await Flow.FindAsync(asked, OtherAdmin)).ExpectProblem(404, "not_found");
        (await Client.GetAsync($"/v1/receipts/{asked.Id}", OtherAdmin)).ExpectProblem(404, "not_found");
        Assert.Equal(0, (await Client.GetAsync("/v1/requests", OtherAdmin)).Expect(200).Find("items").GetArrayLength());
        (await Client.GetAsync("/v1/policies/payments", OtherAdmin)).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task ExecutorSeesWhatWasClaimedForIt_AndNothingElse()
    {
        var asked = await Flow.ApprovedAsync();
        (await Flow.FindAsync(asked, Demo.ExecutorKey)).ExpectProblem(404, "not_found");
        (await Flow.ClaimAsync(asked)).Expect(200);
        (await Flow.FindAsync(asked, Demo.ExecutorKey)).Expect(200);
    }

    [Fact]
    public async Task PersonSeesWhatTheyMayReview_AndAnAdminEverything()
    {
        var escalated = await Flow.AskAsync();
        var allowed = await Flow.AskAsync(Flow.SmallPayment);
        (await Flow.FindAsync(escalated, Demo.Bob)).Expect(200);
        (await Flow.FindAsync(allowed, Demo.Bob)).ExpectProblem(403, "not_a_reviewer");
        (await Flow.FindAsync(allowed, Demo.Carol)).Expect(200);
    }

    private static string Encode(string text) => Base64(Encoding.UTF8.GetBytes(text));

    private static string Base64(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] Decode(string base64Url) => System.Buffers.Text.Base64Url.DecodeFromChars(base64Url);
}
