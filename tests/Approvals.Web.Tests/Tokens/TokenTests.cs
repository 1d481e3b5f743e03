using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Approvals.Web.Tests.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Tests.Tokens;

/// <summary>Which tokens prove a person, and which do not.</summary>
public sealed class TokenTests(IssuerFixture fixture) : IClassFixture<IssuerFixture>, IAsyncLifetime
{
    private const string Paula = "paula";

    /// <summary>What is wrong with a token that is otherwise sound.</summary>
    private static readonly Dictionary<string, Action<SecurityTokenDescriptor>> Faults = new(StringComparer.Ordinal)
    {
        ["expired"] = t => t.Expires = DateTime.UtcNow.AddSeconds(-31),
        ["not yet valid"] = t => t.NotBefore = DateTime.UtcNow.AddMinutes(2),
        ["issued in the future"] = t => t.IssuedAt = DateTime.UtcNow.AddMinutes(2),
        ["without an end"] = t => t.Expires = null,
        ["wrong audience"] = t => t.Audience = "somebody else",
        ["another tenant's audience"] = t => t.Audience = "approvals:demo",
        ["no audience"] = t => t.Audience = null,
        ["wrong issuer"] = t => t.Issuer = "https://stranger.example",
        ["issuer with a slash more"] = t => t.Issuer += "/",
        ["no issuer"] = t => t.Issuer = null,
        ["the local issuer's name"] = t => t.Issuer = "approvals-local-issuer",
        ["a stranger's key under the same name"] = t => t.SigningCredentials = Sign(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = t.SigningCredentials.Key.KeyId }),
        ["a key that nobody published"] = t => t.SigningCredentials = Sign(TestIssuer.NewKey()),
        ["unknown subject, known mail address"] = t => t.Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "stranger", ["email"] = Paula, ["email_verified"] = true },
        ["no subject"] = t => t.Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["email"] = Paula },
        ["subject in other letters"] = t => t.Claims["sub"] = "PAULA",
        ["a logout token"] = t => t.TokenType = "logout+jwt",
        ["a permit"] = t => t.TokenType = "permit+jwt",
        ["something critical that is not understood"] = t => t.AdditionalHeaderClaims = new Dictionary<string, object>(StringComparer.Ordinal) { ["crit"] = new[] { "exp" } },
    };

    public static TheoryData<string> AllFaults => [.. Faults.Keys];

    public async ValueTask InitializeAsync()
    {
        await fixture.TrustAsync(fixture.Issuer);
        await fixture.PutPersonAsync(Paula, fixture.Issuer, roles: "auditor");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task SoundToken_IsTaken_ByEllipticCurveAndByRsa()
    {
        (await CallAsync(Issue())).Expect(200);
        (await CallAsync(fixture.Issuer.Issue(Paula, IssuerFixture.Audience, t =>
        {
            t.Audience = null;
            t.Audiences.Add("https://userinfo.example");
            t.Audiences.Add(IssuerFixture.Audience);
            t.TokenType = "at+jwt";
        }))).Expect(200);
        await using var rsa = await TestIssuer.StartAsync();
        rsa.Rotate(new RsaSecurityKey(RSA.Create(2048)) { KeyId = "rsa" });
        await fixture.TrustAsync(fixture.Issuer, null, rsa);
        await fixture.PutPersonAsync("ruth", rsa, roles: "auditor");
        (await CallAsync(rsa.Issue("ruth", IssuerFixture.Audience))).Expect(200);
    }

    [Theory]
    [MemberData(nameof(AllFaults))]
    public async Task TokenWithAFault_IsRefused(string fault)
    {
        (await CallAsync(Issue())).Expect(200);
        (await CallAsync(fixture.Issuer.Issue(Paula, IssuerFixture.Audience, Faults[fault]))).ExpectProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task TokenWithoutASignature_OrWithOneThatAnybodyCanMake_IsRefused()
    {
        var sound = Issue();
        (await CallAsync(sound)).Expect(200);
        var parts = sound.Split('.');
        var jwk = JsonNode.Parse(fixture.Issuer.Keys())!["keys"]![0]!;
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars((string)jwk["x"]!), Y = Base64Url.DecodeFromChars((string)jwk["y"]!) },
        });
        byte[][] publicKeys = [Encoding.UTF8.GetBytes(fixture.Issuer.Keys()), Encoding.UTF8.GetBytes(ecdsa.ExportSubjectPublicKeyInfoPem()), ecdsa.ExportSubjectPublicKeyInfo()];
        var hs256 = $"{Encode($$"""{"alg":"HS256","typ":"JWT","kid":"{{jwk["kid"]}}"}""")}.{parts[1]}";
        string[] tokens =
        [
            $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.",
            $"{Encode("""{"alg":"NONE"}""")}.{parts[1]}.{parts[2]}",
            .. publicKeys.Select(k => $"{hs256}.{Base64Url.EncodeToString(HMACSHA256.HashData(k, Encoding.ASCII.GetBytes(hs256)))}"),
            $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(new byte[64])}",
            $"{parts[0]}.{Encode(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("\"exp\":", "\"exp\":1", StringComparison.Ordinal))}.{parts[2]}",
            $"{parts[0]}.{parts[1]}",
            $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[2]}.{parts[2]}",
            "..",
            "a.b.c",
            Issue() + new string('A', 16 * 1024),
        ];
        foreach (var token in tokens)
        {
            (await CallAsync(token)).ExpectProblem(401, "unauthenticated");
        }
    }

    [Fact]
    public async Task TokenThatEndsWithTheCalendar_IsTaken()
    {
        (await CallAsync(fixture.Issuer.Issue(Paula, IssuerFixture.Audience, t => t.Expires = DateTime.MaxValue))).Expect(200);
        (await CallAsync(Rewritten("\"exp\":", "\"exp\":999999999999999,\"was\":"))).Expect(200);
    }

    /// <summary>Signed by the issuer, and yet not what it should be.</summary>
    [Theory]
    [InlineData("\"sub\":\"paula\"", "\"sub\":7")]
    [InlineData("\"sub\":\"paula\"", "\"sub\":{\"paula\":1}")]
    [InlineData("\"sub\":\"paula\"", "\"sub\":null")]
    [InlineData("\"aud\":\"approvals:acme\"", "\"aud\":{}")]
    [InlineData("\"aud\":\"approvals:acme\"", "\"aud\":[7,null]")]
    [InlineData("\"iss\":\"", "\"iss\":5,\"was\":\"")]
    [InlineData("\"exp\":", "\"exp\":\"soon\",\"was\":")]
    [InlineData("\"exp\":", "\"exp\":1e400,\"was\":")]
    [InlineData("\"exp\":", "\"exp\":-1,\"was\":")]
    [InlineData("\"nbf\":", "\"nbf\":[],\"was\":")]
    [InlineData("\"iat\":", "\"iat\":\"now\",\"was\":")]
    public async Task TokenWithMembersOfAnotherKind_IsRefused(string member, string instead) =>
        (await CallAsync(Rewritten(member, instead))).ExpectProblem(401, "unauthenticated");

    [Fact]
    public async Task PersonWhoWasDeactivatedASecondAgo_IsRefused()
    {
        var token = Issue();
        (await CallAsync(token)).Expect(200);
        await fixture.PutPersonAsync(Paula, fixture.Issuer, active: false, roles: "auditor");

        (await CallAsync(token)).ExpectProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task IssuerThatIsDistrusted_ProvesNobody()
    {
        var token = Issue();
        (await CallAsync(token)).Expect(200);
        (await fixture.Client.SendAsync(HttpMethod.Put, "/v1/identity", fixture.Admin, new StringContent("""{"issuers":[]}"""))).Expect(200);

        (await CallAsync(token)).ExpectProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task AdminOfOneTenant_IsNobodyInAnother()
    {
        await fixture.PutPersonAsync("adam", fixture.Issuer, roles: "admin");
        var adam = fixture.Issuer.Issue("adam", IssuerFixture.Audience);
        var asked = await new Flow(fixture.Client, fixture.Demo).AskAsync();

        (await fixture.Client.GetAsync("/v1/keys", adam)).Expect(200);
        (await fixture.Client.GetAsync($"/v1/requests/{asked.Id}", adam)).ExpectProblem(404, "not_found");
        (await fixture.Client.GetAsync("/v1/policies/payments", adam)).ExpectProblem(404, "not_found");
        (await fixture.Client.PostAsync($"/v1/requests/{asked.Id}/reviews", adam, new { verdict = "deny", digest = asked.Digest })).ExpectProblem(404, "not_found");
        (await fixture.Client.PostAsync($"/v1/requests/{asked.Id}/result", adam, """{"outcome":"failed","reason":"x"}""")).ExpectProblem(404, "not_found");
        (await fixture.Client.PostAsync("/v1/actions", adam, Flow.Payment)).ExpectProblem(403, "forbidden");
    }

    /// <summary>A sound token's payload with something else in it, and signed.</summary>
    private string Rewritten(string member, string instead)
    {
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(Issue().Split('.')[1]));
        Assert.Contains(member, payload, StringComparison.Ordinal);
        return new JsonWebTokenHandler().CreateToken(payload.Replace(member, instead, StringComparison.Ordinal), Sign(fixture.Issuer.Key));
    }

    [Fact]
    public async Task WhatIsCritical_TakesATokenThatSaysTheSignInIsRecent()
    {
        await fixture.PutPersonAsync("cleo", fixture.Issuer, roles: "guard");
        (await PutAsync("/v1/policies/alarms", "policy: alarms\nrules:\n  - { tool: shut.down, action: escalate, approval: { roles: [guard], urgency: critical } }\n")).Expect(200);
        (await PutAsync("/v1/agents/pilot", "{}")).Expect(200);
        var key = (await fixture.Client.PostAsync("/v1/keys", fixture.Admin, """{"kind":"agent","agent":"pilot"}""")).Expect(201)["apiKey"];
        var asked = (await fixture.Client.PostAsync("/v1/actions", key, """{"tool":"shut.down","args":{}}""")).Expect(202);
        var now = TimeProvider.System.GetUtcNow();

        (await ApproveAsync(asked, null)).ExpectProblem(403, "stronger_proof_needed");
        (await ApproveAsync(asked, now.AddMinutes(-6))).ExpectProblem(403, "stronger_proof_needed");
        (await ApproveAsync(asked, now.AddMinutes(6))).ExpectProblem(403, "stronger_proof_needed");
        Assert.Equal("approved", (await ApproveAsync(asked, now.AddMinutes(-4))).Expect(200)["status"]);
    }

    private Task<Answer> ApproveAsync(Answer asked, DateTimeOffset? signedInAt) => fixture.Client.PostAsync(
        $"/v1/requests/{asked["requestId"]}/reviews",
        fixture.Issuer.Issue("cleo", IssuerFixture.Audience, t =>
        {
            if (signedInAt is { } at)
            {
                t.Claims["auth_time"] = at.ToUnixTimeSeconds();
            }
        }),
        new { verdict = "approve", digest = asked["digest"] });

    private Task<Answer> PutAsync(string path, string body) =>
        fixture.Client.SendAsync(HttpMethod.Put, path, fixture.Admin, new StringContent(body));

    private string Issue() => fixture.Issuer.Issue(Paula, IssuerFixture.Audience);

    /// <summary>A call that an auditor may make.</summary>
    private Task<Answer> CallAsync(string token) => fixture.Client.GetAsync("/v1/agents", token);

    private static SigningCredentials Sign(SecurityKey key) => new(key, SecurityAlgorithms.EcdsaSha256);

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
