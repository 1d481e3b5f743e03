using System.Text.Json;
using Approvals.Core.Json;

namespace Approvals.Core.Tests.Json;

public class CanonicalNumberTests
{
    /// <summary>RFC 8785, Appendix B: the bits of a binary64 and its JSON text.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x8000000000000001, "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0xffefffffffffffff, "-1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0xc340000000000000, "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555554, "333333333.33333325")]
    [InlineData(0x41b3de4355555555, "333333333.3333333")]
    [InlineData(0x41b3de4355555556, "333333333.3333334")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void SamplesOfAppendixB_AreWrittenAsThere(ulong bits, string expected) =>
        Assert.Equal(expected, CanonicalJson.Create(JsonSerializer.SerializeToElement(BitConverter.UInt64BitsToDouble(bits))).Text);

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("-0.0e7", "0")]
    [InlineData("0e999999999999", "0")]
    [InlineData("100.0", "100")]
    [InlineData("1e2", "100")]
    [InlineData("1E+02", "100")]
    [InlineData("0.1", "0.1")]
    [InlineData("10.10e-1", "1.01")]
    [InlineData("1E30", "1e+30")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("0.000000000000000000000000001", "1e-27")]
    [InlineData("123456789012345680000", "123456789012345680000")]
    [InlineData("1000000000000000000000", "1e+21")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("9007199254740994", "9007199254740994")]
    public void EverySpellingOfAValue_HasOneForm(string written, string expected) =>
        Assert.Equal(expected, Some.Json(written).Text);

    [Theory]
    [InlineData("9007199254740993")]
    [InlineData("-9007199254740993")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e-400")]
    [InlineData("1e999999999999999999999")]
    [InlineData("1e-999999999999999999999")]
    [InlineData("123456789012345678901234567890")]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625")]
    [InlineData("333333333.33333329")]
    [InlineData("18446744073709551615")]
    public void NumberWhoseShortestTextIsAnotherValue_IsRefused(string written)
    {
        var refusal = Assert.Throws<CanonicalJsonException>(() => Some.Json(written));

        Assert.True(refusal.NumberNotExact);
        Assert.Contains("send it as text", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumberOfTooManyDigits_IsRefusedAndShownCut()
    {
        var refusal = Assert.Throws<CanonicalJsonException>(() => Some.Json("1" + new string('0', 5_000)));

        Assert.True(refusal.NumberNotExact);
        Assert.InRange(refusal.Message.Length, 1, 200);
    }

    [Fact]
    public void RefusedNumber_IsNamedByItsPath()
    {
        var refusal = Assert.Throws<CanonicalJsonException>(() => Some.Json("""{"items":[{"n":1},{"n":1e400}]}"""));

        Assert.StartsWith("$.items[1].n: 1e400 ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EqualValues_AreEqualHoweverWritten()
    {
        Assert.Equal(Some.Json("""{"a":100}"""), Some.Json("""{ "a" : 1e2 }"""));
        Assert.Equal(Some.Json("""{"a":100}""").GetHashCode(), Some.Json("""{"a":100.0}""").GetHashCode());
        Assert.NotEqual(Some.Json("""{"a":100}"""), Some.Json("""{"a":"100"}"""));
    }
}
