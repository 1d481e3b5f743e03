using System.Text;
using System.Text.Json;
using Approvals.Core.Json;

namespace Approvals.Core.Tests.Json;

public class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"x":[{"a":1,"b":2,"a":3}]}""")]
    [InlineData("""{"a":1}/**/""")]
    [InlineData("// first\n{}")]
    [InlineData("[1,]")]
    [InlineData("""{"a":1,}""")]
    [InlineData("")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData("NaN")]
    [InlineData("\ufeff{}")]
    [InlineData("\"a\tb\"")]
    public void WhatIsNotPlainJson_IsRefused(string text) =>
        Assert.ThrowsAny<JsonException>(() => Parse(text));

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xff, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xc0, 0xaf, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xed, 0xa0, 0x80, (byte)'"' })]
    [InlineData(new byte[] { (byte)'"', 0xe2, 0x82, (byte)'"' })]
    public void InvalidUtf8_IsRefused(byte[] utf8) =>
        Assert.ThrowsAny<JsonException>(() => StrictJson.Parse(utf8));

    [Theory]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"\ud800":1,"\ud800":2}""")]
    [InlineData("""{"a":{"\udc00x":1}}""")]
    public void NameWithHalfASurrogate_IsRefused(string text) =>
        Assert.ThrowsAny<JsonException>(() => Parse(text));

    [Fact]
    public void ThirtyTwoLevels_AreRead() =>
        Assert.Equal(JsonValueKind.Array, Parse(Nested(StrictJson.MaxDepth)).ValueKind);

    [Fact]
    public void ThirtyThreeLevels_AreRefused() =>
        Assert.ThrowsAny<JsonException>(() => Parse(Nested(StrictJson.MaxDepth + 1)));

    [Fact]
    public void PlainJson_IsRead() =>
        Assert.Equal(3, Parse(""" {"a":[1,2,{"b":3}]} """).GetProperty("a")[2].GetProperty("b").GetInt32());

    private static JsonElement Parse(string text) => StrictJson.Parse(Encoding.UTF8.GetBytes(text));

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);
}
