using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class InvalidInputTests(DemoServer server) : ApiTest(server)
{
    [Theory]
    [InlineData("", "invalid_json")]
    [InlineData("[]", "invalid_json")]
    [InlineData("{", "invalid_json")]
    [InlineData("""{"tool":"t","args":{},}""", "invalid_json")]
    [InlineData("""{"tool":"t","args":{"a":1,"a":2}}""", "invalid_json")]
    [InlineData("""{"tool":"t","args":{"a":"\ud800"}}""", "invalid_json")]
    [InlineData("""{"tool":"t","args":{"a":9007199254740993}}""", "number_not_exact")]
    [InlineData("""{"tool":"t","args":{"a":1e400}}""", "number_not_exact")]
    [InlineData("""{"tool":"t","args":{},"context":{"a":0.1000000000000000055511151231257827}}""", "number_not_exact")]
    [InlineData("""{"tool":"t","args":{},"tenant":"other"}""", "unknown_field")]
    [InlineData("""{"args":{}}""", "invalid_field")]
    [InlineData("""{"tool":"t"}""", "invalid_field")]
    [InlineData("""{"tool":"","args":{}}""", "invalid_field")]
    [InlineData("""{"tool":5,"args":{}}""", "invalid_field")]
    [InlineData("""{"tool":"payment.send ","args":{}}""", "invalid_field")]
    [InlineData("""{"tool":"payment.*","args":{}}""", "invalid_field")]
    [InlineData("""{"tool":"t","args":{"\udc00":1}}""", "invalid_json")]
    [InlineData("""{"tool":"t","args":[]}""", "invalid_field")]
    [InlineData("""{"tool":"t","args":{},"onBehalfOf":"no spaces"}""", "invalid_field")]
    public async Task ActionThatIsNone_IsRefused_AndNothingIsStored(string body, string code)
    {
        var key = NewKey();
        (await Client.PostAsync("/v1/actions", Demo.AgentKey, body, key)).ExpectProblem(400, code);

        // The key is still free: what was refused left no trace.
        (await Client.PostAsync("/v1/actions", Demo.AgentKey, Flow.Payment, key)).Expect(202);
    }

    [Fact]
    public async Task InvalidUtf8_IsRefused()
    {
        var body = Encoding.Latin1.GetBytes("""{"tool":"t","args":{"a":"é"}}""");
        (await Client.SendAsync(HttpMethod.Post, "/v1/actions", Demo.AgentKey, new ByteArrayContent(body)))
            .ExpectProblem(400, "invalid_json");
    }

    [Fact]
    public async Task Depth32_IsTaken_AndDepth33IsRefused()
    {
        // The body and its args are the first two levels.
        (await Client.PostAsync("/v1/actions", Demo.AgentKey, Nested(30))).Expect(200);
        (await Client.PostAsync("/v1/actions", Demo.AgentKey, Nested(31))).ExpectProblem(400, "invalid_json");

        static string Nested(int levels) =>
            "{\"tool\":\"t\",\"args\":{\"a\":" + new string('[', levels) + new string(']', levels) + "}}";
    }

    [Fact]
    public async Task BodyOver256KiB_IsRefused_WhetherItsLengthIsToldOrNot()
    {
        var body = Encoding.UTF8.GetBytes($"{{\"tool\":\"t\",\"args\":{{\"a\":\"{new string('x', 256 * 1024)}\"}}}}");
        (await Client.SendAsync(HttpMethod.Post, "/v1/actions", Demo.AgentKey, new ByteArrayContent(body)))
            .ExpectProblem(413, "body_too_large");
        (await Client.SendAsync(HttpMethod.Post, "/v1/actions", Demo.AgentKey, new StreamContent(new Unseekable(body))))
            .ExpectProblem(413, "body_too_large");
    }

    [Theory]
    [InlineData("/v1/actions?wait=61")]
    [InlineData("/v1/actions?wait=-1")]
    [InlineData("/v1/actions?wait=soon")]
    [InlineData("/v1/actions?wait=1&wait=2")]
    [InlineData("/v1/actions?wiat=30")]
    public async Task QueryThatIsNone_IsRefused(string path) =>
        (await Client.PostAsync(path, Demo.AgentKey, Flow.Payment)).ExpectProblem(400, "invalid_parameter");

    [Theory]
    [InlineData("""{"verdict":"maybe","digest":"sha256:00"}""")]
    [InlineData("""{"verdict":"approve"}""")]
    [InlineData("""{"verdict":"approve","digest":"sha256:00"}""")]
    public async Task ReviewThatIsNone_IsRefused(string body)
    {
        var asked = await Flow.AskAsync();
        (await Client.PostAsync($"/v1/requests/{asked.Id}/reviews", Demo.Alice, body)).ExpectProblem(400, "invalid_field");
    }

    /// <summary>A stream whose length nobody knows, so that it is sent in chunks.</summary>
    private sealed class Unseekable(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
