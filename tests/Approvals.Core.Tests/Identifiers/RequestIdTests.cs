using Approvals.Core.Identifiers;

namespace Approvals.Core.Tests.Identifiers;

public class RequestIdTests
{
    private const string Derived = "req_1WVM3K3RDN5RQ26KA0RQ2Z337X";

    public static TheoryData<string> NotIds =>
    [
        "", Derived[4..], Derived[..^1], Derived + "0", Derived.ToLowerInvariant(), "REQ_" + Derived[4..],
        Derived[..^1] + "I", Derived[..^1] + "L", Derived[..^1] + "O", Derived[..^1] + "U", Derived[..^1] + "-",
    ];

    [Fact]
    public void DerivedId_NeverChanges()
    {
        Assert.Equal(Derived, RequestId.Derive(new TenantId("acme"), new AgentId("payer"), "order-1").Value);
        Assert.Equal(
            "req_2QWMG7R15ZRZ85NHBDWYFZ6GWC",
            RequestId.Derive(new TenantId("acme"), new AgentId("payer"), "caf\u00e9").Value);
    }

    [Theory]
    [InlineData("acme2", "payer", "order-1")]
    [InlineData("acme", "payer2", "order-1")]
    [InlineData("acme", "payer", "order-2")]
    [InlineData("acme", "payer", "")]
    [InlineData("acmep", "ayer", "order-1")]
    [InlineData("acm", "epayer", "order-1")]
    [InlineData("acme", "payero", "rder-1")]
    [InlineData("acme", "paye", "rorder-1")]
    [InlineData("payer", "acme", "order-1")]
    public void AnotherPart_GivesAnotherId(string tenant, string agent, string key) =>
        Assert.NotEqual(Derived, RequestId.Derive(new TenantId(tenant), new AgentId(agent), key).Value);

    [Fact]
    public void IdOfBytes_IsTheirBase32()
    {
        Assert.Equal("req_00000000000000000000000000", RequestId.FromBytes(new byte[16]).Value);
        Assert.Equal("req_7ZZZZZZZZZZZZZZZZZZZZZZZZZ", RequestId.FromBytes(Enumerable.Repeat((byte)255, 16).ToArray()).Value);
        Assert.Equal("req_00000000000000000000000001", RequestId.FromBytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]).Value);
    }

    [Fact]
    public void IdText_IsReadBack() => Assert.Equal(Derived, RequestId.Parse(Derived)?.ToString());

    [Theory]
    [InlineData(null)]
    [MemberData(nameof(NotIds))]
    public void WhatIsNoId_IsRefused(string? text) => Assert.Null(RequestId.Parse(text));
}
