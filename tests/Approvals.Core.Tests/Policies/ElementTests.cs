using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies;

/// <summary>Paths with indexes and with <c>[*]</c>.</summary>
public class ElementTests
{
    private const string Orders = """
        {"orders":[{"lines":[{"sku":"a","price":5},{"sku":"b","price":50}]},{"lines":[{"sku":"c","price":500}]}],"none":[]}
        """;

    [Theory]
    [InlineData("{ 'args.orders[0].lines[1].sku': b }", Truth.True)]
    [InlineData("{ 'args.orders[1].lines[1].sku': b }", Truth.Unknown)]
    [InlineData("{ 'args.orders[1].lines[1].sku?': b }", Truth.False)]
    [InlineData("{ 'args.orders[1].lines[1].sku': { exists: false } }", Truth.True)]
    [InlineData("{ 'args.orders[0].lines.sku': { exists: false } }", Truth.Unknown)]
    [InlineData("{ 'args.orders[0][0]': { exists: false } }", Truth.Unknown)]
    public void Index_IsCountedFromZero(string when, Truth expected) =>
        Assert.Equal(expected, Given.Truth(when, Orders));

    [Theory]
    [InlineData("{ 'args.orders[*].lines[*]': { any: { it.price: { gt: 100 } } } }", Truth.True)]
    [InlineData("{ 'args.orders[*].lines[*].price': { any: { it: { gt: 100 } } } }", Truth.True)]
    [InlineData("{ 'args.orders[*].lines[*].price': { all: { it: { gt: 4 } } } }", Truth.True)]
    [InlineData("{ 'args.orders[*].lines[*].price': { all: { it: { gt: 5 } } } }", Truth.False)]
    [InlineData("{ 'args.orders[*].lines[*].price': { none: { it: { gt: 500 } } } }", Truth.True)]
    [InlineData("{ 'args.orders[*].lines': { any: { it: { length: 1 } } } }", Truth.True)]
    [InlineData("{ 'args.orders[0].lines[*].sku': { any: { it: c } } }", Truth.False)]
    [InlineData("{ args.orders: { any: { it.lines: { any: { it.sku: c } } } } }", Truth.True)]
    [InlineData("{ args.orders: { any: { 'it.lines[*].sku': { all: { it: c } } } } }", Truth.True)]
    [InlineData("{ args.orders: { all: { 'it.lines[0].sku': { in: [a, c] } } } }", Truth.True)]
    [InlineData("{ 'args.none[*]': { any: { it: 1 } } }", Truth.False)]
    [InlineData("{ 'args.none[*]': { all: { it: 1 } } }", Truth.False)]
    [InlineData("{ 'args.none[*]': { none: { it: 1 } } }", Truth.True)]
    [InlineData("{ 'args.none[*].lines[*]': { all: { it: 1 } } }", Truth.False)]
    public void Every_GoesThroughAllArraysOnItsWay(string when, Truth expected) =>
        Assert.Equal(expected, Given.Truth(when, Orders));

    [Theory]
    [InlineData("{ 'args.gone[*]': { any: { it: 1 } } }", Truth.Unknown)]
    [InlineData("{ 'args.gone[*]': { all: { it: 1 } } }", Truth.Unknown)]
    [InlineData("{ 'args.gone[*]': { none: { it: 1 } } }", Truth.Unknown)]
    [InlineData("{ 'args.gone[*]?': { any: { it: 1 } } }", Truth.False)]
    [InlineData("{ 'args.gone[*]?': { none: { it: 1 } } }", Truth.False)]
    [InlineData("{ args.gone?: { none: { it: 1 } } }", Truth.False)]
    [InlineData("{ 'args.orders[*].gone[*]': { any: { it: 1 } } }", Truth.Unknown)]
    [InlineData("{ 'args.orders[*].gone': { any: { it: 1 } } }", Truth.Unknown)]
    [InlineData("{ 'args.orders[*].gone': { any: { it?: 1 } } }", Truth.False)]
    [InlineData("{ 'args.orders[*].gone': { all: { it: { exists: false } } } }", Truth.True)]
    [InlineData("{ 'args.orders[*].lines.price': { any: { it: 1 } } }", Truth.Unknown)]
    [InlineData("{ 'args.orders.lines[*]': { any: { it: 1 } } }", Truth.Unknown)]
    public void WhatIsNoArray_IsUnknown(string when, Truth expected) =>
        Assert.Equal(expected, Given.Truth(when, Orders));

    [Theory]
    [InlineData("{ args.orders: { any: { tool: payment.send } } }", Truth.True)]
    [InlineData("{ args.orders: { any: { args.limit: 7, it.lines: { length: 2 } } } }", Truth.Unknown)]
    public void ConditionOnElements_MayLookAtTheWholeActionToo(string when, Truth expected) =>
        Assert.Equal(expected, Given.Truth(when, Orders));
}
