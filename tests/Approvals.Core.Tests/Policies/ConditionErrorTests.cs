namespace Approvals.Core.Tests.Policies;

/// <summary>What a condition cannot mean is refused when the policy is compiled.</summary>
public class ConditionErrorTests
{
    /// <summary>Conditions that begin at column 11 of line 3, and how far into them the problem is.</summary>
    public static TheoryData<string, int, string> Conditions => new()
    {
        { "{ args.x: { eq: null } }", 16, "write 'exists: false'" },
        { "{ args.x: { eq: ~ } }", 16, "write 'exists: false'" },
        { "{ args.x: { eq: } }", 16, "write 'exists: false'" },
        { "{ args.x: { neq: NULL } }", 17, "write 'exists: false'" },
        { "{ args.x: null }", 10, "write 'exists: false'" },
        { "{ args.x: [a, null] }", 14, "write 'exists: false'" },
        { "{ args.x: { gt: '100' } }", 16, "not the text '100'; write it without quotes" },
        { "{ args.x: { lte: \"1\" } }", 17, "not the text '1'; write it without quotes" },
        { "{ args.x: { gt: much } }", 16, "A number was expected, not 'much'" },
        { "{ args.x: { gt: true } }", 16, "A number was expected, not 'true'" },
        { "{ args.x: { gt: null } }", 16, "A number was expected, not 'null'" },
        { "{ args.x: [1_000, 5] }", 11, "1_000 is not a decimal number" },
        { "{ args.x?: 1, 'args.amount ?': 1 }", 14, "'args.amount ?' is neither a path" },
        { "{ args.x: { gt: 1_000 } }", 16, "1_000 is not a decimal number; write it in decimal, or, if it is text, in quotes" },
        { "{ args.x: { lt: [1] } }", 16, "'lt' takes a number, not a list" },
        { "{ args.x: { gt: 9007199254740993 } }", 16, "9007199254740993 is not exact as a binary64 number, so no number compares with it" },
        { "{ args.x: { eq: 9007199254740993 } }", 16, "is not exact as a binary64 number" },
        { "{ args.x: [1, 1e400] }", 14, "1e400 is not exact as a binary64 number" },
        { "{ args.x: 123456789012345678901234567890 }", 10, "is not exact as a binary64 number" },
        { "{ args.x: { gt: 0x64 } }", 16, "0x64 is not a decimal number; write it in decimal" },
        { "{ args.x: { eq: 0x64 } }", 16, "0x64 is not a decimal number" },
        { "{ args.x: { eq: 0o144 } }", 16, "0o144 is not a decimal number" },
        { "{ args.x: { gt: .inf } }", 16, ".inf is not a decimal number" },
        { "{ args.x: { eq: -.INF } }", 16, "-.INF is not a decimal number" },
        { "{ args.x: { eq: .nan } }", 16, ".nan is not a decimal number" },
        { "{ args.x: { exists: yes } }", 20, "true or false was expected, not 'yes'" },
        { "{ args.x: { exists: 'true' } }", 20, "true or false was expected, not 'true'" },
        { "{ args.x: { exists: [] } }", 20, "'exists' takes true or false, not a list" },
        { "{ args.x: { eq: [1] } }", 16, "'eq' compares with text, a number or a boolean, not with a list" },
        { "{ args.x: { eq: {} } }", 16, "not with a mapping" },
        { "{ args.x: { in: USD } }", 16, "'in' takes a list of at least one value, not a single value" },
        { "{ args.x: { in: [] } }", 16, "'in' takes a list of at least one value" },
        { "{ args.x: [[1]] }", 11, "'in' compares with text, a number or a boolean, not with a list" },
        { "{ args.x: { gr: 1 } }", 12, "There is no operator 'gr'; did you mean 'gt'?" },
        { "{ args.x: { GT: 1 } }", 12, "There is no operator 'GT'; did you mean 'gt'?" },
        { "{ args.x: { frobnicate: 1 } }", 12, "There is no operator 'frobnicate'. Known: eq, neq, " },
        { "{ args.x: {} }", 10, "An operator was expected" },
        { "{ args.x: { gt: 1, gt: 2 } }", 19, "The key 'gt' stands here a second time" },
        { "{ args.x: 1, args.x: 2 }", 13, "The key 'args.x' stands here a second time" },
        { "{ amount: 5 }", 2, "'amount' is neither a path" },
        { "{ args: 5 }", 2, "'args' is neither a path" },
        { "{ and: [] }", 2, "'and' is neither a path" },
        { "{ all: [] }", 7, "'all' is a list of at least one condition" },
        { "{ any: { args.x: 1 } }", 7, "'any' is a list of at least one condition" },
        { "{ not: [{ args.x: 1 }] }", 7, "A condition is a mapping" },
        { "{ all: [5] }", 8, "A condition is a mapping" },
        { "{ not: {} }", 7, "The condition is empty" },
        { "{}", 0, "The condition is empty" },
        { "always", 0, "A condition is a mapping" },
        { "[{ args.x: 1 }]", 0, "A condition is a mapping" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void WhatAConditionCannotMean_IsRefused(string when, int offset, string fragment)
    {
        var error = Given.Errors($"rules:\n  - action: allow\n    when: {when}\n    id: odd")[0];

        Assert.Contains(fragment, error.Message, StringComparison.Ordinal);
        Assert.Equal((3, 11 + offset), (error.Line, error.Column));
    }

    [Fact]
    public void ErrorInARule_NamesTheRule()
    {
        var error = Assert.Single(Given.Errors("rules:\n  - id: big\n    action: deny\n    when: { args.x: { gt: much } }"));

        Assert.Equal("big", error.Rule);
        Assert.Equal("4:27: rule 'big': A number was expected, not 'much'.", error.ToString());
    }
}
