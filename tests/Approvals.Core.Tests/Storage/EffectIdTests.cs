using Approvals.Core.Storage;

namespace Approvals.Core.Tests.Storage;

public class EffectIdTests
{
    private const string Text = "req_1WVM3K3RDN5RQ26KA0RQ2Z337X.12.1";

    public static TheoryData<string> NotIds =>
    [
        "", Text[..^2], Text + ".0.0", Text + ".00", Text + ".", Text[..^1], Text + "x", "x" + Text, Text.Replace(".12.", ".-1.", StringComparison.Ordinal),
        Text.Replace(".12.", ". 1.", StringComparison.Ordinal), Text.Replace(".12.", ".99999999999.", StringComparison.Ordinal),
        Text.ToLowerInvariant(),
    ];

    [Fact]
    public void Id_NamesRequestVersionAndPlace() => Assert.Equal(Text, EffectId.Of(Some.Request, 12, 1).Value);

    [Fact]
    public void IdText_IsReadBack() => Assert.Equal(EffectId.Of(Some.Request, 12, 1), EffectId.Parse(Text));

    [Fact]
    public void IdOfAPart_IsReadBack()
    {
        var whole = EffectId.Of(Some.Request, 12, 1);

        Assert.Equal(Text + ".10", whole.Part(10).Value);
        Assert.Equal(whole.Part(10), EffectId.Parse(Text + ".10"));
    }

    [Theory]
    [InlineData(null)]
    [MemberData(nameof(NotIds))]
    public void WhatIsNoId_IsRefused(string? text) => Assert.Null(EffectId.Parse(text));
}
