using System.Security.Cryptography;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Tenants;

/// <summary>A key's check does the same work whatever is wrong with it: one comparison, of hashes of one length, in fixed time.</summary>
public sealed class KeyCheckTests
{
    private static readonly PresentedKey Presented = Parse("apk_k1_5ecret");

    private static readonly ApiKey Stored = new()
    {
        Id = Presented.Id,
        Holder = new KeyHolder.ForAdmin(),
        SecretHash = Some.Hash("5ecret"),
        CreatedAt = Some.Time,
    };

    private static readonly Dictionary<string, (ApiKey? Found, bool IsGood)> Cases = new(StringComparer.Ordinal)
    {
        ["good"] = (Stored, true),
        ["unknown id"] = (null, false),
        ["wrong secret"] = (Stored with { SecretHash = Some.Hash("other") }, false),
        ["revoked"] = (Stored with { RevokedAt = Some.Time }, false),
        ["expired"] = (Stored with { ExpiresAt = Some.Time - Some.Tick }, false),
    };

    public static TheoryData<string> AllCases => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(AllCases))]
    public void Check_ComparesOnce(string name)
    {
        var compared = new List<(int, int)>();
        var check = new KeyCheck((left, right) =>
        {
            compared.Add((left.Length, right.Length));
            return CryptographicOperations.FixedTimeEquals(left, right);
        });

        Assert.Equal(Cases[name].IsGood, check.IsGood(Presented, Cases[name].Found, Some.Time));
        Assert.Equal((71, 71), Assert.Single(compared));
    }

    [Fact]
    public void WhatComparesEqual_IsStillNoKeyWhereThereIsNone() =>
        Assert.False(new KeyCheck((_, _) => true).IsGood(Presented, null, Some.Time));

    [Theory]
    [InlineData("")]
    [InlineData("apk_")]
    [InlineData("apk_k1")]
    [InlineData("apk_k1_")]
    [InlineData("apk__s")]
    [InlineData("apk_k1_s_t")]
    [InlineData("apk_k 1_s")]
    [InlineData("apk_k1_é")]
    [InlineData("key_k1_s")]
    public void WhatIsNoKey_IsNotRead(string text) => Assert.False(PresentedKey.TryParse(text, out _));

    private static PresentedKey Parse(string text) =>
        PresentedKey.TryParse(text, out var key) ? key : throw new ArgumentException($"'{text}' is no key.", nameof(text));
}
