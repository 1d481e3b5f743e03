using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies;

public class OptionalMarkerTests
{
    [Theory]
    [InlineData("{}", Truth.False)]
    [InlineData("""{"force":null}""", Truth.False)]
    [InlineData("""{"force":false}""", Truth.False)]
    [InlineData("""{"force":true}""", Truth.True)]
    [InlineData("""{"force":"true"}""", Truth.Unknown)]
    public void MarkedPath_IsFalseWhereTheValueIsAbsent(string args, Truth expected) =>
        Assert.Equal(expected, Given.Truth("{ 'args.force?': true }", args));

    [Theory]
    [InlineData("{ eq: 1 }")]
    [InlineData("{ neq: 1 }")]
    [InlineData("{ gt: 1 }")]
    [InlineData("{ gte: 1 }")]
    [InlineData("{ lt: 1 }")]
    [InlineData("{ lte: 1 }")]
    [InlineData("{ in: [1] }")]
    public void MarkedPath_IsFalseForEveryComparison(string test)
    {
        Assert.Equal(Truth.False, Given.Truth($"{{ 'args.x?': {test} }}", "{}"));
        Assert.Equal(Truth.True, Given.Truth($"{{ not: {{ 'args.x?': {test} }} }}", "{}"));
    }

    [Fact]
    public void MarkBesideExists_ChangesNothing()
    {
        Assert.Equal(Truth.True, Given.Truth("{ 'args.x?': { exists: false } }", "{}"));
        Assert.Equal(Truth.False, Given.Truth("{ 'args.x?': { exists: true } }", "{}"));
    }

    [Fact]
    public void PathIntoAScalar_StaysUnknown() =>
        Assert.Equal(Truth.Unknown, Given.Truth("{ 'args.x.y?': 1 }", """{"x":5}"""));

    [Fact]
    public void MarkInABlockMapping_NeedsNoQuotes() =>
        Assert.Equal(Truth.False, Given.Policy("rules:\n  - action: deny\n    when:\n      args.force?: true\n")
            .Rules[0].When!.Evaluate(Given.Action("{}")));
}
