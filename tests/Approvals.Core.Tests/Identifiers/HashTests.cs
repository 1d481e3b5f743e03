using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Identifiers;

public class HashTests
{
    /// <summary>FIPS 180-4's example.</summary>
    private const string Abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    public static TheoryData<string> NotHashes =>
    [
        "", Abc[7..], Abc[..^1], Abc + "0", Abc.ToUpperInvariant(), "SHA256:" + Abc[7..], "sha512:" + Abc[7..],
        Abc[..^1] + "g", Abc[..^1] + "A", " " + Abc, Abc + "\n",
    ];

    [Fact]
    public void HashOfContent_IsItsSha256() => Assert.Equal(Abc, ContentHash.Of("abc"u8).Value);

    [Fact]
    public void HashText_IsReadBack()
    {
        Assert.Equal(ContentHash.Of("abc"u8), ContentHash.Parse(Abc));
        Assert.Equal(ActionDigest.Of("abc"u8), ActionDigest.Parse(Abc));
    }

    [Theory]
    [InlineData(null)]
    [MemberData(nameof(NotHashes))]
    public void WhatIsNoHash_IsRefused(string? text)
    {
        Assert.Null(ContentHash.Parse(text));
        Assert.Null(ActionDigest.Parse(text));
    }

    [Fact]
    public void DigestOfAnAction_IsTakenOfItsCanonicalForm()
    {
        var args = Some.Json("""{ "b": 1e2, "a": "x" }""");

        Assert.Equal(
            ActionDigest.Of("""{"args":{"a":"x","b":100},"tool":"t"}"""u8),
            RequestedAction.ComputeDigest("t", args, environment: null));
        Assert.Equal(
            ActionDigest.Of("""{"args":{"a":"x","b":100},"environment":"prod","tool":"t"}"""u8),
            RequestedAction.ComputeDigest("t", args, "prod"));
    }

    [Fact]
    public void DigestOfAnAction_LeavesOutContextAndSummary()
    {
        var bare = RequestedAction.Create("t", Some.Json("{}"));
        var rich = RequestedAction.Create("t", Some.Json("{}"), context: Some.Json("""{"a":1}"""), summary: "please");

        Assert.Equal(bare.Digest, rich.Digest);
    }

    [Theory]
    [InlineData("u", """{"a":1}""", null)]
    [InlineData("t", """{"a":2}""", null)]
    [InlineData("t", """{"a":1}""", "prod")]
    [InlineData("t", """{"a":1}""", "")]
    public void AnotherAction_HasAnotherDigest(string tool, string args, string? environment) =>
        Assert.NotEqual(
            RequestedAction.ComputeDigest("t", Some.Json("""{"a":1}"""), null),
            RequestedAction.ComputeDigest(tool, Some.Json(args), environment));
}
