using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class PolicyEvaluationTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task PublishedSet_SaysWhatItWouldSay_AndNothingIsAsked()
    {
        // Other tests ask for payments meanwhile, but not of this vendor.
        const string Args = """{"amount":5000,"to":"vendor-evaluated"}""";
        var said = (await EvaluateAsync($$"""{"agent":"demo-agent","tool":"payment.send","args":{{Args}}}""")).Expect(200);

        Assert.Equal(("escalate", "Payments over $100 require approval"), (said["decision"], said["reason"]));
        Assert.Equal(("payments", "rule-1"), (said["rules.0.policy"], said["rules.0.rule"]));
        Assert.Equal(("finance", "2", "15m"), (said["requirements.0.groups.0.roles.0"], said["requirements.0.groups.0.threshold"], said["timeout"]));
        Assert.DoesNotContain(
            await Client.ReadAllAsync("/v1/requests?tool=payment.send&limit=200", Demo.AgentKey),
            request => request.GetProperty("digest").GetString() == said["digest"]);
        var asked = await Flow.AskAsync($$"""{"tool":"payment.send","args":{{Args}}}""");
        Assert.Equal(asked.Digest, said["digest"]);
    }

    [Fact]
    public async Task Trace_TellsWhyOfEveryRuleThatSpeaksOfTheTool()
    {
        var said = (await EvaluateAsync("""{"agent":"demo-agent","tool":"payment.send","args":{"amount":"5000"}}""")).Expect(200);

        var payments = said.Find("trace").EnumerateArray().Single(p => p.GetProperty("policy").GetString() == "payments");
        var rule = payments.GetProperty("rules")[0];
        Assert.Equal(("rule-1", "appliesToUnknown"), (rule.GetProperty("rule").GetString(), rule.GetProperty("result").GetString()));
        var test = rule.GetProperty("conditions")[0].GetProperty("tests")[0];
        Assert.Equal(
            ("args.amount", "unknown", "gt: 100"),
            (test.GetProperty("path").GetString(), test.GetProperty("truth").GetString(), test.GetProperty("test").GetString()));
    }

    [Fact]
    public async Task DraftWhoseOwnCasesFail_IsRefused() => (await EvaluateAsync(new
    {
        agent = "demo-agent",
        tool = "t",
        args = new { },
        draft = new { policy = "payments", source = "rules: [{tool: t, action: deny}]\ncases: [{name: c, tool: t, expect: allow}]\n" },
    })).ExpectProblem(422, "policy_invalid");

    [Fact]
    public async Task Draft_StandsInForThePublishedPolicyOfItsName()
    {
        const string Draft = """rules: [{tool: payment.send, action: deny, reason: Not today, alternatives: [Ask Bert]}]""";
        var said = (await EvaluateAsync(new
        {
            agent = "demo-agent",
            tool = "payment.send",
            args = new { amount = 5_000 },
            draft = new { policy = "payments", source = Draft },
        })).Expect(200);

        Assert.Equal(("deny", "Not today", "Ask Bert"), (said["decision"], said["reason"], said["alternatives.0"]));
        Assert.Equal("2", said["policies.0.version"]);
        Assert.Equal("pending", (await Client.PostAsync("/v1/actions", Demo.AgentKey, Flow.Payment)).Expect(202)["decision"]);
    }

    [Fact]
    public async Task DraftThatDoesNotCompile_IsRefusedWithEveryErrorsPlace()
    {
        var refused = (await EvaluateAsync(new
        {
            agent = "demo-agent",
            tool = "payment.send",
            args = new { },
            draft = new { policy = "payments", source = "rules:\n  - tol: x\n    action: alow\n" },
        })).ExpectProblem(422, "policy_invalid");

        Assert.Equal(("2", "5", "3", "13"), (refused["errors.0.line"], refused["errors.0.column"], refused["errors.1.line"], refused["errors.1.column"]));
    }

    [Theory]
    [InlineData("""{"tool":"t","args":{}}""", "invalid_field")]
    [InlineData("""{"agent":"a","tool":"t"}""", "invalid_field")]
    [InlineData("""{"agent":"a","tool":"t","args":{"n":9007199254740993}}""", "number_not_exact")]
    [InlineData("""{"agent":"a","tool":"t","args":{},"draft":{"source":"x"}}""", "invalid_field")]
    [InlineData("""{"agent":"a","tool":"t","args":{},"callbackUrl":"https://a.example"}""", "unknown_field")]
    public async Task QuestionThatIsNone_IsRefused(string body, string code) => (await EvaluateAsync(body)).ExpectProblem(400, code);

    [Fact]
    public async Task EvaluatingIsForAdminsAndAuditors()
    {
        const string Question = """{"agent":"demo-agent","tool":"payment.send","args":{}}""";
        (await Client.PostAsync("/v1/policies:evaluate", Demo.AgentKey, Question)).ExpectProblem(403, "forbidden");
        (await Client.PostAsync("/v1/policies:evaluate", Demo.Alice, Question)).ExpectProblem(403, "forbidden");
        Assert.Equal("deny", (await Client.PostAsync("/v1/policies:evaluate", OtherAdmin, Question)).Expect(200)["decision"]);
    }

    private Task<Answer> EvaluateAsync(object body) => Client.PostAsync("/v1/policies:evaluate", Demo.Carol, body);
}
