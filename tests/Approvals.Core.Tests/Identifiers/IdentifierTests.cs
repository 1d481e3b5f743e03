using Approvals.Core.Identifiers;

namespace Approvals.Core.Tests.Identifiers;

public class IdentifierTests
{
    public static TheoryData<string> Names => ["a", "7", "alice@example.org", "team:pay_ments-2.0", new string('x', 128)];

    public static TheoryData<string> NotNames =>
    [
        "", " ", "-a", ".a", "_a", "@a", ":a", "a b", "a/b", "a\n", "a\0", "é", "a\u0131", "\u0661", "a*", new string('x', 129),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Name_IsTakenAsWritten(string text)
    {
        Assert.Equal(text, TenantId.Parse(text)?.Value);
        Assert.Equal(text, new AgentId(text).ToString());
    }

    [Theory]
    [InlineData(null)]
    [MemberData(nameof(NotNames))]
    public void WhatIsNoName_IsRefused(string? text)
    {
        Assert.False(Identifier.IsValid(text));
        Assert.Null(TenantId.Parse(text));
        Assert.Null(AgentId.Parse(text));
        Assert.Null(ExecutorId.Parse(text));
        Assert.Null(ReviewerId.Parse(text));
        Assert.Null(RoleName.Parse(text));
        Assert.Null(PolicyName.Parse(text));
        Assert.Null(KeyId.Parse(text));
    }

    [Fact]
    public void ConstructorWithWhatIsNoName_Throws() =>
        Assert.Throws<ArgumentException>(() => new TenantId("a b"));

    [Fact]
    public void Names_AreComparedOrdinally()
    {
        Assert.Equal(new RoleName("finance"), new RoleName("finance"));
        Assert.NotEqual(new RoleName("finance"), new RoleName("Finance"));
    }

    [Fact]
    public void NamesOfDifferentThings_AreNeverEqual() =>
        Assert.False(new AgentId("bank").Equals((object)new ExecutorId("bank")));
}
