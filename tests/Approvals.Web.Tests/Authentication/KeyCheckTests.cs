using System.Security.Cryptography;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.Web.Authentication;

namespace Approvals.Web.Tests.Authentication;

/// <summary>A key's check does the same work whatever is wrong with it: one comparison, of hashes of one length, in fixed time.</summary>
public sealed class KeyCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ApiKeyText Presented = ApiKeyText.Draw();
    private static readonly ApiKey Stored = Presented.ToStored(new KeyHolder.ForAdmin(), Now);

    private static readonly Dictionary<string, (KeyOwner? Found, bool IsGood)> Cases = new(StringComparer.Ordinal)
    {
        ["good"] = (Owner(Stored), true),
        ["unknown id"] = (null, false),
        ["wrong secret"] = (Owner(ApiKeyText.Draw().ToStored(new KeyHolder.ForAdmin(), Now) with { Id = Presented.Id }), false),
        ["revoked"] = (Owner(Stored with { RevokedAt = Now }), false),
        ["expired"] = (Owner(Stored with { ExpiresAt = Now.AddTicks(-1) }), false),
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

        Assert.Equal(Cases[name].IsGood, check.IsGood(Presented, Cases[name].Found, Now));
        Assert.Equal((71, 71), Assert.Single(compared));
    }

    [Fact]
    public void WhatComparesEqual_IsStillNoKeyWhereThereIsNone() =>
        Assert.False(new KeyCheck((_, _) => true).IsGood(Presented, null, Now));

    private static KeyOwner Owner(ApiKey key) =>
        new(new Tenant { Id = new TenantId("acme"), CreatedAt = Now, Keys = [key] }, key);
}
