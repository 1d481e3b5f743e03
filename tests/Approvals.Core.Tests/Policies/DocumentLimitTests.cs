using System.Text;
using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

public class DocumentLimitTests
{
    private const string Least = "rules: [{ action: deny }]\n#";

    [Fact]
    public void DocumentOfOneMebibyte_IsRead() =>
        Assert.Single(Given.Policy(Least + new string('x', PolicyCompiler.MaxBytes - Least.Length)).Rules);

    [Theory]
    [InlineData('x', PolicyCompiler.MaxBytes)]
    [InlineData('\u20ac', PolicyCompiler.MaxBytes / 3)]
    public void DocumentOverOneMebibyteOfUtf8_IsRefused(char filler, int count)
    {
        var error = Assert.Single(Given.Errors(Least + new string(filler, count)));

        Assert.Contains("over 1048576 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TenThousandRules_AreRead() => Assert.Equal(10_000, Given.Policy(Rules(10_000)).Rules.Length);

    [Fact]
    public void MoreRules_AreRefused() =>
        Assert.Contains("has 10001 rules", Assert.Single(Given.Errors(Rules(10_001))).Message, StringComparison.Ordinal);

    [Fact]
    public void NestingOf32Levels_IsRead() => Assert.Single(Given.Policy(Nested(13)).Rules);

    [Fact]
    public void NestingOver32Levels_IsRefused()
    {
        var error = Assert.Single(Given.Errors(Nested(14)));

        Assert.Contains("over 32 levels deep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NestingWithoutEnd_IsRefused() =>
        Assert.Contains("over 32 levels deep", Given.Errors(new string('[', 500_000))[0].Message, StringComparison.Ordinal);

    [Fact]
    public void NestingHiddenInAnAlias_IsRefused() =>
        Assert.Contains(
            "With the alias *deep written out, the nesting is over 32 levels deep",
            Given.Errors(
                $"description: &deep {new string('[', 20)}{new string(']', 20)}\n"
                + $"rules: {new string('[', 20)}*deep{new string(']', 20)}")[0].Message,
            StringComparison.Ordinal);

    [Fact]
    public void AliasBomb_IsRefused()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i <= 9; i++)
        {
            var aliases = string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10));
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{aliases}]\n");
        }

        var error = Assert.Single(Given.Errors(bomb.ToString()));

        Assert.Contains("With its aliases written out", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Line, 2, 7);
    }

    private static string Rules(int count) =>
        "rules:\n" + string.Concat(Enumerable.Repeat("  - { action: deny }\n", count));

    /// <summary>A rule is the third level; its condition the fourth, and each all two more.</summary>
    private static string Nested(int alls)
    {
        var open = string.Concat(Enumerable.Repeat("{ all: [", alls));
        var close = string.Concat(Enumerable.Repeat("] }", alls));
        return $"rules: [{{ action: deny, when: {open}{{ args.x: {{ eq: 1 }} }}{close} }}]";
    }
}
