using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Codes;

/// <summary>For each code that the API answers with, a call that it answers with it.</summary>
internal sealed class CodeCases(OwnServer server)
{
    private const string OtherDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private const string Ordered = """
        rules:
          - tool: release
            action: escalate
            approval: { inOrder: true, groups: [{ roles: [finance], threshold: 1 }, { roles: [owner], threshold: 1 }] }
        """;

    private readonly Flow _flow = new(server.Client, server.Demo);

    public IReadOnlyDictionary<string, Func<Task<Answer>>> All =>
        new[] { OfWhatIsSent, OfWhoSendsIt, OfRequests, OfTheRest }.SelectMany(c => c).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);

    private Dictionary<string, Func<Task<Answer>>> OfWhatIsSent => new(StringComparer.Ordinal)
    {
        ["invalid_json"] = () => ActAsync("[1,]"),
        ["unknown_field"] = () => ActAsync("""{"tool":"t","args":{},"tenant":"other"}"""),
        ["invalid_field"] = () => ActAsync("""{"tool":"","args":{}}"""),
        ["number_not_exact"] = () => ActAsync("""{"tool":"t","args":{"n":9007199254740993}}"""),
        ["invalid_parameter"] = () => server.Client.GetAsync("/v1/requests?limit=0", server.Demo.Carol),
        ["bad_request"] = () => RawHttp.SendAsync(
            server.Client.Address,
            $"POST /v1/actions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {server.Demo.AgentKey}\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n"),
        ["body_too_large"] = () => ActAsync($$$"""{"tool":"t","args":{"a":"{{{new string('x', 256 * 1024)}}}"}}"""),
        ["policy_invalid"] = () => PublishAsync("broken", "rules: []"),
        ["not_found"] = () => server.Client.GetAsync("/v1/requests/req_00000000000000000000000000", server.Demo.AgentKey),
        ["method_not_allowed"] = () => server.Client.SendAsync(HttpMethod.Delete, "/v1/actions", server.Demo.AgentKey, null),
        ["idempotency_mismatch"] = () => ActTwiceAsync(Flow.SmallPayment, Flow.Payment),
    };

    private Dictionary<string, Func<Task<Answer>>> OfWhoSendsIt => new(StringComparer.Ordinal)
    {
        ["unauthenticated"] = () => server.Client.GetAsync("/v1/requests", "apk_0000000000000000_00"),
        ["forbidden"] = () => server.Client.GetAsync("/v1/keys", server.Demo.Alice),
        ["environment_not_allowed"] = () => ActAsync("""{"tool":"payment.send","args":{},"environment":"production"}"""),
        ["callback_not_allowed"] = () => ActAsync("""{"tool":"payment.send","args":{},"callbackUrl":"https://elsewhere.example/"}"""),
        ["not_a_reviewer"] = async () => await _flow.ReviewAsync(await _flow.AskAsync(), server.Demo.Carol),
        ["self_review"] = async () => await _flow.ReviewAsync(
            await _flow.AskAsync("""{"tool":"payment.send","args":{"amount":200},"onBehalfOf":"alice"}"""), server.Demo.Alice),
        ["not_yet_asked"] = ReviewOutOfTurnAsync,
        ["stronger_proof_needed"] = ReviewOfWhatIsCriticalAsync,
        ["not_the_executor"] = async () => await _flow.ClaimAsync(
            await _flow.ApprovedAsync(), executor: "warehouse", credential: server.Demo.ExecutorKey),
    };

    private Dictionary<string, Func<Task<Answer>>> OfRequests => new(StringComparer.Ordinal)
    {
        ["digest_mismatch"] = async () => await _flow.ReviewAsync(await _flow.AskAsync() with { Digest = OtherDigest }, server.Demo.Alice),
        ["already_reviewed"] = async () => await ReviewTwiceAsync(server.Demo.Alice),
        ["already_decided"] = async () => await _flow.ReviewAsync(await DeniedAsync(), server.Demo.Bob),
        ["not_approved"] = async () => await _flow.ClaimAsync(await _flow.AskAsync()),
        ["unknown_executor"] = ClaimForAStrangerAsync,
        ["already_claimed"] = async () =>
        {
            var asked = await _flow.ApprovedAsync();
            (await _flow.ClaimAsync(asked, "first")).Expect(200);
            return await _flow.ClaimAsync(asked, "second");
        },
        ["not_claimed"] = async () => await _flow.ReportAsync(await _flow.ApprovedAsync()),
        ["not_unknown"] = async () => await ResolveAsync(await ClaimedAsync()),
        ["already_reported"] = async () =>
        {
            var asked = await ClaimedAsync();
            (await _flow.ReportAsync(asked)).Expect(200);
            return await _flow.ReportAsync(asked, "failed");
        },
        ["expired"] = async () => await _flow.ReviewAsync(await LaterAsync(await _flow.AskAsync()), server.Demo.Alice),
        ["approval_lapsed"] = async () => await _flow.ClaimAsync(await LaterAsync(await _flow.ApprovedAsync())),
    };

    private Dictionary<string, Func<Task<Answer>>> OfTheRest => new(StringComparer.Ordinal)
    {
        ["directory_conflict"] = () => server.Client.PostAsync("/v1/keys", server.Demo.Carol, """{"kind":"agent","agent":"stranger"}"""),
        ["key_not_in_force"] = RotateARevokedKeyAsync,
        ["version_mismatch"] = () => server.Client.SendAsync(
            HttpMethod.Put, "/v1/reviewers/alice", server.Demo.Carol, new StringContent("{}"), ("If-None-Match", "*")),
        ["too_many_pending"] = AskTooOftenAsync,
        ["rate_limited"] = CallTooOftenAsync,
        ["too_many_waits"] = WaitTooOftenAsync,
        ["overloaded"] = () => FailAsync(new OverloadedException(TimeSpan.FromSeconds(2))),
        ["internal_error"] = () => FailAsync(new InvalidOperationException("what nobody is to know")),
        ["outcome_unknown"] = () => FailAsync(new EngineException("the disk is full")),
        ["issuer_unavailable"] = SignInWithAnIssuerThatIsDownAsync,
    };

    private Task<Answer> ActAsync(string body, string? key = null) => server.Client.PostAsync("/v1/actions", server.Demo.AgentKey, body, key);

    private async Task<Answer> ActTwiceAsync(string first, string second)
    {
        (await ActAsync(first, "one-key-for-two")).Expect(200);
        return await ActAsync(second, "one-key-for-two");
    }

    private Task<Asked> LaterAsync(Asked asked)
    {
        server.Time.Advance(TimeSpan.FromMinutes(16));
        return Task.FromResult(asked);
    }

    private Task<Answer> PublishAsync(string name, string source) =>
        server.Client.SendAsync(HttpMethod.Put, $"/v1/policies/{name}", server.Demo.Carol, new StringContent(source));

    private async Task<Asked> DeniedAsync()
    {
        var asked = await _flow.AskAsync();
        (await _flow.ReviewAsync(asked, server.Demo.Alice, "deny")).Expect(200);
        return asked;
    }

    private async Task<Answer> ReviewTwiceAsync(string token)
    {
        var asked = await _flow.AskAsync();
        (await _flow.ReviewAsync(asked, token)).Expect(200);
        return await _flow.ReviewAsync(asked, token, "deny");
    }

    private async Task<Answer> ReviewOutOfTurnAsync()
    {
        (await PublishAsync("releases", Ordered)).Expect(200);
        return await _flow.ReviewAsync(await _flow.AskAsync("""{"tool":"release","args":{}}"""), server.Demo.Carol);
    }

    private async Task<Answer> ReviewOfWhatIsCriticalAsync()
    {
        (await PublishAsync("alarms", "policy: alarms\nrules:\n  - { tool: shut.down, action: escalate, approval: { roles: [finance], urgency: critical } }\n")).Expect(200);
        return await _flow.ReviewAsync(await _flow.AskAsync("""{"tool":"shut.down","args":{}}"""), server.Demo.Alice);
    }

    private async Task<Asked> ClaimedAsync()
    {
        var asked = await _flow.ApprovedAsync();
        (await _flow.ClaimAsync(asked)).Expect(200);
        return asked;
    }

    private Task<Answer> ResolveAsync(Asked asked) => server.Client.PostAsync(
        $"/v1/requests/{asked.Id}/result", server.Demo.Carol, """{"outcome":"failed","reason":"The bank says so"}""");

    private async Task<Answer> ClaimForAStrangerAsync()
    {
        (await server.Client.SendAsync(HttpMethod.Put, "/v1/executors/payments", server.Demo.Carol, new StringContent("{}"))).Expect(200);
        return await _flow.ClaimAsync(await _flow.ApprovedAsync(), executor: "stranger");
    }

    private async Task<Answer> RotateARevokedKeyAsync()
    {
        var id = (await server.Client.PostAsync("/v1/keys", server.Demo.Carol, """{"kind":"auditor"}""")).Expect(201)["keyId"];
        (await server.Client.SendAsync(HttpMethod.Delete, $"/v1/keys/{id}", server.Demo.Carol, null)).Expect(200);
        return await server.Client.PostAsync($"/v1/keys/{id}/rotate", server.Demo.Carol, "{}");
    }

    private async Task<Answer> AskTooOftenAsync()
    {
        await _flow.AskAsync();
        await LimitAsync(1);
        try
        {
            return await ActAsync(Flow.Payment);
        }
        finally
        {
            await LimitAsync(Tenant.StandardPending);
        }
    }

    /// <summary>More calls at once than come in seconds, by a key that nobody else uses.</summary>
    private async Task<Answer> CallTooOftenAsync()
    {
        var key = (await server.Client.PostAsync("/v1/keys", server.Demo.Carol, """{"kind":"auditor"}""")).Expect(201)["apiKey"];
        var calls = Enumerable.Range(0, 10 * OwnServer.CallsPerSecond).Select(_ => server.Client.GetAsync("/v1/policies", key));
        return (await Task.WhenAll(calls)).First(answer => answer.Status != 200);
    }

    private async Task<Answer> WaitTooOftenAsync()
    {
        var asked = await _flow.AskAsync();
        var held = Enumerable.Range(0, OwnServer.Waits + 1)
            .Select(_ => server.Client.GetAsync($"/v1/requests/{asked.Id}?wait=60", server.Demo.AgentKey)).ToList();
        var refused = await Task.WhenAny(held);
        (await _flow.ReviewAsync(asked, server.Demo.Alice, "deny")).Expect(200);
        await Task.WhenAll(held);
        return await refused;
    }

    private async Task LimitAsync(int perAgent) => Assert.IsType<TenantOutcome.Stored>(
        await server.Tenants.ChangeAsync(new TenantId("demo"), [new TenantChange.LimitPending(perAgent)], CancellationToken.None));

    private async Task<Answer> FailAsync(Exception fault)
    {
        server.Requests.Fault = fault;
        try
        {
            var answer = await server.Client.GetAsync("/v1/requests/req_00000000000000000000000000", server.Demo.AgentKey);
            Assert.DoesNotContain(fault is OverloadedException ? "Exception" : fault.Message, answer.Text, StringComparison.Ordinal);
            Assert.Equal(answer.Status != 500, answer.Headers.RetryAfter is not null);
            return answer;
        }
        finally
        {
            server.Requests.Fault = null;
        }
    }

    private async Task<Answer> SignInWithAnIssuerThatIsDownAsync()
    {
        await using var issuer = await Tokens.TestIssuer.StartAsync();
        issuer.IsDown = true;
        Assert.IsType<TenantOutcome.Stored>(await server.Tenants.ChangeAsync(
            new TenantId("demo"), [new TenantChange.TrustIssuer(new TrustedIssuer(issuer.Name, "approvals"))], CancellationToken.None));
        return await server.Client.GetAsync("/v1/requests", issuer.Issue("alice", "approvals"));
    }
}
