using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Approvals.Web.Tests.Codes;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.OpenApi;

/// <summary>The document's examples are taken as they stand, and what it says of operations is what the server knows.</summary>
public sealed partial class ExampleTests(OwnServer server) : IClassFixture<OwnServer>
{
    /// <summary>Bodies of other kinds than the example's, which have other fields.</summary>
    private static readonly Dictionary<string, string[]> OtherBodies = new(StringComparer.Ordinal)
    {
        ["createKey"] = ["""{"kind":"executor","executor":"payments"}"""],
        ["reportResult"] = ["""{"outcome":"failed","reason":"The bank says so"}"""],
        ["putChannel"] =
        [
            """{"kind":"email","host":"mail.example","port":587,"user":"approvals","password":"secret","from":"approvals@example.com"}""",
            """{"kind":"slack","team":"T024BE7LD","conversation":"C061EG9SL","botToken":"xoxb-1","signingSecret":"1"}""",
            """{"kind":"sms","account":"AC00000000000000000000000000000000","from":"+15550100200","authToken":"1"}""",
            """{"kind":"webhook","url":"https://board.example/hook","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}""",
        ],
    };

    private readonly Flow _flow = new(server.Client, server.Demo);

    public static TheoryData<string> WithExample => [.. ApiDescription.Operations.Where(o => o.Example is not null).Select(o => o.Id)];

    public static TheoryData<string> WithJson => [.. ApiDescription.Operations.Where(o => o.TakesJson).Select(o => o.Id)];

    public static TheoryData<string> Reading =>
        [.. ApiDescription.Operations.Where(o => o.Verb == "get" && o.Callers.Count > 0 && o.Id is not ("followRequest" or "followRequests")).Select(o => o.Id)];

    public static TheoryData<string> ForSomebody => [.. ApiDescription.Operations.Where(o => o.Callers.Count > 0).Select(o => o.Id)];

    [Theory]
    [MemberData(nameof(WithExample))]
    public async Task Example_IsTaken_AndAnsweredAsDocumented(string id)
    {
        var operation = ApiDescription.Find(id);
        AssertDocumented(operation, await CallAsync(operation, operation.Example!, CredentialOf(operation.Callers[0])));
    }

    [Theory]
    [MemberData(nameof(Reading))]
    public async Task WhatIsRead_HasTheDocumentedShape(string id)
    {
        await ClaimedAsync();
        var operation = ApiDescription.Find(id);
        AssertDocumented(operation, await CallAsync(operation, null, CredentialOf(operation.Callers.Contains("admin") ? "admin" : operation.Callers[0])));
    }

    [Theory]
    [MemberData(nameof(WithJson))]
    public async Task EveryFieldOfABody_IsDocumented_AndNoOther(string id)
    {
        var operation = ApiDescription.Find(id);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var body in OtherBodies.GetValueOrDefault(id, []).Append(operation.Example ?? "{}"))
        {
            var withMore = JsonNode.Parse(body)!.AsObject();
            withMore["zzz"] = 1;
            foreach (var caller in operation.Callers)
            {
                var refused = await CallAsync(operation, withMore.ToJsonString(), CredentialOf(caller));
                if (refused.Code == "unknown_field")
                {
                    known.UnionWith(Known(refused["detail"]));
                }
            }
        }

        Assert.Equal(operation.BodyFields.Order(), known.Order());
    }

    [Theory]
    [MemberData(nameof(ForSomebody))]
    public async Task EveryParameterOfAQuery_IsDocumented_AndNoOther(string id)
    {
        var operation = ApiDescription.Find(id);
        var refused = await CallAsync(operation, operation.Example, CredentialOf(operation.Callers[0]), "?zzz=1");

        Assert.Equal(operation.QueryParameters.Order(), Known(refused.ExpectProblem(400, "invalid_parameter")["detail"]).Order());
    }

    private static void AssertDocumented(Operation operation, Answer answer)
    {
        Assert.True(answer.Status is >= 200 and < 300, answer.Text);
        Assert.True(operation.Documents(answer.Status), $"{operation.Id} does not document {answer.Status}.");
        if (operation.AnswerSchema(answer.Status) is { } schema)
        {
            Assert.Empty(SchemaCheck.Problems(schema, answer.Json));
        }
    }

    private static IEnumerable<string> Known(string detail) =>
        KnownNames().Match(detail) is { Success: true } match ? match.Groups["names"].Value.Split(", ") : [];

    private string CredentialOf(string caller) => caller switch
    {
        "agent" => server.Demo.AgentKey,
        "executor" => server.Demo.ExecutorKey,
        "person" => server.Demo.Alice,
        _ => server.Demo.Carol,
    };

    private async Task<Answer> CallAsync(Operation operation, string? body, string credential, string query = "")
    {
        var path = Parameter().Replace(operation.Path.Replace("{version}", "1", StringComparison.Ordinal), await NameForAsync(operation.Id));
        // The others go on with the people there are.
        query = operation.Id == "putReviewers" && query.Length == 0 ? "?dryRun=true" : query;
        return await server.Client.SendAsync(operation.Method, path + query, credential, body is null ? null : new StringContent(body));
    }

    /// <summary>What the operation is about, made for it where it must be.</summary>
    private async Task<string> NameForAsync(string id) => id switch
    {
        "reviewRequest" or "cancelRequest" => (await _flow.AskAsync()).Id,
        "claimRequest" => (await _flow.ApprovedAsync()).Id,
        "findRequest" or "findReceipt" or "reportResult" or "followRequest" => (await ClaimedAsync()).Id,
        "findKey" or "rotateKey" or "revokeKey" => await KeyAsync(),
        "findPolicy" or "findPolicyVersion" => "payments",
        "findReviewer" => "alice",
        "findAgent" or "rotateCallbackSecret" => "demo-agent",
        "findExecutor" => await ExecutorAsync(),
        "findChannel" => await ChannelAsync(),
        _ => "example",
    };

    private async Task<Asked> ClaimedAsync()
    {
        var asked = await _flow.ApprovedAsync();
        (await _flow.ClaimAsync(asked)).Expect(200);
        return asked;
    }

    private async Task<string> KeyAsync() =>
        (await server.Client.PostAsync("/v1/keys", server.Demo.Carol, """{"kind":"auditor"}""")).Expect(201)["keyId"];

    private async Task<string> ChannelAsync()
    {
        (await server.Client.SendAsync(
            HttpMethod.Put, "/v1/channels/mail", server.Demo.Carol, new StringContent(ApiDescription.Find("putChannel").Example!))).Expect(200);
        return "mail";
    }

    private async Task<string> ExecutorAsync()
    {
        (await server.Client.SendAsync(HttpMethod.Put, "/v1/executors/payments", server.Demo.Carol, new StringContent("{}"))).Expect(200);
        return "payments";
    }

    [GeneratedRegex(@"Known: (?<names>.*)\.$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex KnownNames();

    [GeneratedRegex(@"\{\w+\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Parameter();
}
