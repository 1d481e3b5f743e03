using System.Text;
using System.Text.Json;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies;

/// <summary>Texts are equal where all their characters are: short ones, long ones, and however JSON writes them.</summary>
public class TextEqualityTests
{
    private static readonly string[] Texts =
    [
        "", "a", "b", "A", "ab", "ba", "a\0", "\0", "\0\0", "EUR", "EUR ", "é", "e\u0301", "éé€", "€€", "€€a", "€€ab", "\U0001F600", "\U0001F600abc",
        "\U0001F600abcd", "abcdef", "abcdefg", "abcdefh", "abcdefgh", "abcdefgi", "\"", "\\", "\\u0061", "abcde\\", "abcdef\"", "\u007f", "\u0008abcdef",
    ];

    [Fact]
    public void Text_EqualsItselfAlone()
    {
        foreach (var text in Texts)
        {
            string[] written = [JsonSerializer.Serialize(text, JsonSerializerOptions.Strict), Escaped(text), Bare(text)];
            foreach (var other in Texts)
            {
                var operand = new Operand.Text(other);
                Truth[] said = [.. written.Select(w => operand.Compare(Fact.Of(JsonElement.Parse(w)))), operand.Compare(Fact.Of(text))];
                Assert.All(said, s => Assert.True(s == (text == other ? Truth.True : Truth.False), $"'{text}' and '{other}'"));
            }
        }
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("7", 7)]
    [InlineData("-7", -7)]
    [InlineData("5000", 5_000)]
    [InlineData("5e3", 5_000)]
    [InlineData("0.5", 0.5)]
    [InlineData("999999999999999", 999_999_999_999_999)]
    [InlineData("1000000000000000", 1_000_000_000_000_000)]
    [InlineData("9007199254740992", 9_007_199_254_740_992)]
    [InlineData("1e21", 1e21)]
    public void Number_IsReadHoweverItIsWritten(string json, double number) => Assert.Equal(number, Fact.Of(JsonElement.Parse(json)).Number);

    /// <summary>Every character by its number.</summary>
    private static string Escaped(string text) => $"\"{string.Concat(text.Select(c => $"\\u{(int)c:x4}"))}\"";

    /// <summary>As few escapes as may be.</summary>
    private static string Bare(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
        {
            json.Append(c is '"' or '\\' ? $"\\{c}" : c < ' ' ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return json.Append('"').ToString();
    }
}
