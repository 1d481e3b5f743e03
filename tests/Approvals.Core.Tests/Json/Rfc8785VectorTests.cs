using System.Security.Cryptography;
using System.Text;
using Approvals.Core.Json;

namespace Approvals.Core.Tests.Json;

/// <summary>The inputs and outputs that come with RFC 8785, beside those that stand in its text.</summary>
public class Rfc8785VectorTests
{
    [Theory]
    [InlineData("arrays", """[ 56, { "d": true, "10": null, "1": [ ] } ]""", """[56,{"1":[],"10":null,"d":true}]""")]
    [InlineData(
        "french",
        """{ "peach": "This sorting order", "p\u00e9ch\u00e9": "is wrong according to French", "p\u00eache": "but canonicalization MUST", "sin": "ignore locale" }""",
        "{\"peach\":\"This sorting order\",\"p\u00e9ch\u00e9\":\"is wrong according to French\",\"p\u00eache\":\"but canonicalization MUST\",\"sin\":\"ignore locale\"}")]
    [InlineData(
        "structures",
        """{ "1": {"f": {"f": "hi","F": 5} ,"\n": 56.0}, "10": { }, "": "empty", "a": { }, "111": [ {"e": "yes","E": "no" } ], "A": { } }""",
        """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}""")]
    [InlineData("unicode", """{ "Unnormalized Unicode":"A\u030a" }""", "{\"Unnormalized Unicode\":\"A\u030a\"}")]
    [InlineData(
        "weird",
        """{ "\u20ac": "Euro Sign", "\r": "Carriage Return", "\u000a": "Newline", "1": "One", "\u0080": "Control\u007f", "\ud83d\ude02": "Smiley", "\u00f6": "Latin Small Letter O With Diaeresis", "\ufb33": "Hebrew Letter Dalet With Dagesh", "</script>": "Browser Challenge" }""",
        "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\",\"</script>\":\"Browser Challenge\",\"\u0080\":\"Control\u007f\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\",\"\ud83d\ude02\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}")]
    public void Vector_IsWrittenAsThere(string name, string input, string output) =>
        Assert.Equal((name, output), (name, Some.Json(input).Text));

    /// <summary>RFC 8785, section 3.2.4: what is hashed is the UTF-8 of the text.</summary>
    [Fact]
    public void Bytes_AreUtf8()
    {
        var canonical = Some.Json("""{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""");

        Assert.Equal(
            "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c22737472696e67223a22e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d",
            Convert.ToHexStringLower(Encoding.UTF8.GetBytes(canonical.Text)));
    }

    [Fact]
    public void Digest_IsTheSha256OfThoseBytes()
    {
        const string Canonical = """{"args":{"amount":5000,"to":"vendor-17"},"tool":"payment.send"}""";
        var action = Core.Requests.RequestedAction.Create("payment.send", Some.Json("""{ "to": "vendor-17", "amount": 5e3 }"""));

        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Canonical))), action.Digest.Value);
        Assert.Equal(Canonical, Some.Json(Canonical).Text);
    }

    /// <summary>As with the RFC's file of a hundred million numbers, of which these are other ones.</summary>
    [Fact]
    public void EveryNumber_IsReadBackAsItWas()
    {
        var bits = new Random(8785);
        for (var i = 0; i < 20_000; i++)
        {
            var number = BitConverter.Int64BitsToDouble(bits.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(number))
            {
                continue;
            }

            var text = CanonicalJson.Create(System.Text.Json.JsonSerializer.SerializeToElement(number)).Text;
            Assert.Equal(number, double.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(text, Some.Json(text).Text);
        }
    }
}
