using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies;

/// <summary>Patterns and texts made to be slow.</summary>
public class HostilePatternTests
{
    [Theory]
    [InlineData("(a+)+b")]
    [InlineData("(a|a)*b")]
    [InlineData("(a|aa)+b")]
    [InlineData("(.*)*b")]
    [InlineData("([a-zA-Z]+)*b")]
    [InlineData("(a?){100}a{100}b")]
    [InlineData("(.{1,30}){1,16}b")]
    [InlineData("([ab]*a[ab]{20}c)|([ab]*b[ab]{19}d)")]
    public void PatternForBacktracking_TakesLinearTime(string pattern) => Assert.Equal(
        Truth.False,
        Given.Truth($"{{ args.x: {{ matches: '{pattern}' }} }}", $$"""{"x":"{{new string('a', 9_000)}}"}"""));

    [Theory]
    [InlineData(9_900, Truth.True)]
    [InlineData(10_000, Truth.Unknown)]
    [InlineData(200_000, Truth.Unknown)]
    public void TextThatIsTooLongForItsPattern_IsUnknown(int length, Truth expected) => Assert.Equal(
        expected, Given.Truth("{ args.x: { matches: '.{1000}.*' } }", $$"""{"x":"{{new string('a', length)}}"}"""));

    [Fact]
    public void GlobOfManyStars_TakesLinearTime() => Assert.Equal(
        Truth.False,
        Given.Truth(
            $"{{ args.x: {{ glob: '{string.Concat(Enumerable.Repeat("*a", 100))}' }} }}",
            $$"""{"x":"{{new string('a', 200_000)}}b"}"""));

    [Theory]
    [InlineData("a{1023}", false)]
    [InlineData("a{1024}", true)]
    [InlineData("(a{100}){10}", false)]
    [InlineData("(a{100}){11}", true)]
    [InlineData("(){1024}", true)]
    [InlineData("(a*){500}", true)]
    [InlineData("(((){9}){9}){9}", false)]
    [InlineData("(((){99}){99}){99}", true)]
    [InlineData("((a{2,10}b)+c){100}", true)]
    [InlineData("(a{5000000000000000000000})", true)]
    [InlineData("[a{5000}]", false)]
    [InlineData("\\{5000\\}", false)]
    [InlineData("a{,5000}", false)]
    [InlineData("a{x}", false)]
    [InlineData("(?:(?:a{30}){30}){30}", true)]
    [InlineData("a{1024,}", true)]
    public void Repetitions_AreCounted(string pattern, bool isRefused)
    {
        var problem = LinearPattern.TryParse(pattern, out _);

        Assert.Equal(isRefused, problem?.StartsWith("With its repetitions written out", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_001, true)]
    public void PatternsLength_IsBounded(int length, bool isRefused) =>
        Assert.Equal(isRefused, LinearPattern.TryParse(new string('a', length), out _) is not null);

    [Fact]
    public void PatternsOfADocument_AreBounded()
    {
        var rules = Enumerable.Range(0, 501).Select(i => $"{{ action: deny, when: {{ args.x: {{ matches: a{i} }} }} }}");

        var error = Assert.Single(Given.Errors($"rules: [{string.Join(", ", rules)}]"));

        Assert.Equal("rule-501", error.Rule);
        Assert.StartsWith("The document has over 500 different patterns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SamePatternOften_IsOne() => Assert.Equal(1_000, Given.Policy(
        $"rules: [{string.Concat(Enumerable.Repeat("{ action: deny, when: { args.x: { matches: 'a+' } } }, ", 1_000))}]").Rules.Length);
}
