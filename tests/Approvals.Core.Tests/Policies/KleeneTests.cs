using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies;

public class KleeneTests
{
    private const string T = "{ args.yes: 1 }";
    private const string F = "{ args.yes: 2 }";
    private const string U = "{ args.missing: 1 }";

    [Theory]
    [InlineData(T, T, Truth.True, Truth.True)]
    [InlineData(T, F, Truth.False, Truth.True)]
    [InlineData(F, T, Truth.False, Truth.True)]
    [InlineData(F, F, Truth.False, Truth.False)]
    [InlineData(U, T, Truth.Unknown, Truth.True)]
    [InlineData(T, U, Truth.Unknown, Truth.True)]
    [InlineData(U, F, Truth.False, Truth.Unknown)]
    [InlineData(F, U, Truth.False, Truth.Unknown)]
    [InlineData(U, U, Truth.Unknown, Truth.Unknown)]
    public void AllAndAny_FollowKleene(string a, string b, Truth all, Truth any)
    {
        Assert.Equal(all, Evaluate($"{{ all: [{a}, {b}] }}"));
        Assert.Equal(any, Evaluate($"{{ any: [{a}, {b}] }}"));
    }

    [Theory]
    [InlineData(T, Truth.False)]
    [InlineData(F, Truth.True)]
    [InlineData(U, Truth.Unknown)]
    public void Not_FollowsKleene(string inner, Truth expected) =>
        Assert.Equal(expected, Evaluate($"{{ not: {inner} }}"));

    [Theory]
    [InlineData($"[{U}, {T}, {F}]", Truth.False, Truth.True)]
    [InlineData($"[{T}, {U}, {F}]", Truth.False, Truth.True)]
    [InlineData($"[{T}, {F}, {U}]", Truth.False, Truth.True)]
    [InlineData($"[{U}, {T}, {T}]", Truth.Unknown, Truth.True)]
    [InlineData($"[{F}, {F}, {U}]", Truth.False, Truth.Unknown)]
    [InlineData($"[{T}]", Truth.True, Truth.True)]
    [InlineData($"[{U}]", Truth.Unknown, Truth.Unknown)]
    public void LongerLists_DoNotDependOnTheOrder(string list, Truth all, Truth any)
    {
        Assert.Equal(all, Evaluate($"{{ all: {list} }}"));
        Assert.Equal(any, Evaluate($"{{ any: {list} }}"));
    }

    [Theory]
    [InlineData("{ args.yes: 1, args.missing: 1 }", Truth.Unknown)]
    [InlineData("{ args.missing: 1, args.yes: 2 }", Truth.False)]
    [InlineData("{ args.yes: { gt: 0, lt: 2 }, tool: payment.send }", Truth.True)]
    public void EntriesOfAMapping_MustAllHold(string when, Truth expected) =>
        Assert.Equal(expected, Evaluate(when));

    [Theory]
    [InlineData($"{{ not: {{ all: [{T}, {U}] }} }}", Truth.Unknown)]
    [InlineData($"{{ not: {{ all: [{F}, {U}] }} }}", Truth.True)]
    [InlineData($"{{ any: [{{ not: {U} }}, {{ all: [{T}, {T}] }}] }}", Truth.True)]
    [InlineData($"{{ all: [{{ any: [{U}, {F}] }}, {{ not: {F} }}] }}", Truth.Unknown)]
    public void Combinators_Nest(string when, Truth expected) => Assert.Equal(expected, Evaluate(when));

    private static Truth Evaluate(string when) => Given.Truth(when, """{"yes":1}""");
}
