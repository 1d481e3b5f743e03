using Approvals.Core.Json;

namespace Approvals.Core.Tests.Json;

public class CanonicalFormTests
{
    /// <summary>RFC 8785, section 3.2.3.</summary>
    [Fact]
    public void Members_AreSortedByUtf16CodeUnits()
    {
        var sorted = Some.Json("""
            {
              "\u20ac": "Euro Sign",
              "\r": "Carriage Return",
              "\ufb33": "Hebrew Letter Dalet With Dagesh",
              "1": "One",
              "\ud83d\ude00": "Emoji: Grinning Face",
              "\u0080": "Control",
              "\u00f6": "Latin Small Letter O With Diaeresis"
            }
            """);

        Assert.Equal(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
            + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
            sorted.Text);
    }

    /// <summary>RFC 8785, section 3.2.2, but for 333333333.33333329, which is not the value that would be hashed.</summary>
    [Fact]
    public void SampleOfTheRfc_IsWrittenAsThere()
    {
        var canonical = Some.Json("""
            {
              "numbers": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """);

        Assert.Equal(
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
            canonical.Text);
    }

    /// <summary>RFC 8785, section 3.2.2.2.</summary>
    [Theory]
    [InlineData("""\u0008""", """\b""")]
    [InlineData("""\u0009""", """\t""")]
    [InlineData("""\u000A""", """\n""")]
    [InlineData("""\u000C""", """\f""")]
    [InlineData("""\u000D""", """\r""")]
    [InlineData("""\u0000""", """\u0000""")]
    [InlineData("""\u001F""", """\u001f""")]
    [InlineData("""\u0022""", "\\\"")]
    [InlineData("""\u005C""", """\\""")]
    [InlineData("""\/""", "/")]
    [InlineData("""\u003c\u003E\u0026\u0027""", "<>&'")]
    [InlineData("""\u007f""", "\u007f")]
    [InlineData("""\u2028""", "\u2028")]
    [InlineData("""\uD83D\uDE00""", "\ud83d\ude00")]
    public void Text_HasTheFewestEscapes(string written, string expected) =>
        Assert.Equal($"\"{expected}\"", Some.Json($"\"{written}\"").Text);

    [Theory]
    [InlineData("""{"a":"\ud83d"}""")]
    [InlineData("""{"a":"\ude00\ud83d"}""")]
    [InlineData("""{"a":["x","\ud83dx"]}""")]
    [InlineData("""{"\ud83d":1}""")]
    public void SurrogateWithoutItsPair_IsRefused(string written) =>
        Assert.False(Assert.Throws<CanonicalJsonException>(() => Some.Json(written)).NumberNotExact);

    [Fact]
    public void WhiteSpace_IsDropped() =>
        Assert.Equal("""{"a":[1,{"b":{}},[]],"c":"x y"}""", Some.Json("{ \"c\" : \"x y\",\n\t\"a\" : [ 1 , { \"b\" : { } }, [ ] ] }").Text);

    [Fact]
    public void Element_HoldsTheSameValueAsTheText()
    {
        var canonical = Some.Json("""{"b":1e2,"a":"x"}""");

        Assert.Equal("""{"a":"x","b":100}""", canonical.Element.GetRawText());
        Assert.Equal("""{"a":"x","b":100}"""u8.ToArray(), CanonicalJson.GetBytes(canonical.Element));
    }

    [Fact]
    public void Quote_WritesATextAsAValueHasIt() =>
        Assert.Equal("\"say \\\"hi\\\"\\n\u20ac\"", CanonicalJson.Quote("say \"hi\"\n\u20ac"));

    [Fact]
    public void UndefinedValue_IsRefused() =>
        Assert.Throws<ArgumentException>(() => CanonicalJson.Create(default));
}
