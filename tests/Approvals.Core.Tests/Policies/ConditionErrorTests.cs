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
        { "{ args.x: { gr: 1 } }", 12, "There is no operator 'gr' (did you mean 'gt'?)" },
        { "{ args.x: { GT: 1 } }", 12, "There is no operator 'GT' (did you mean 'gt'?)" },
        { "{ args.x: { frobnicate: 1 } }", 12, "There is no operator 'frobnicate'. Known: eq, neq, " },
        { "{ args.x: {} }", 10, "An operator was expected" },
        { "{ args.x: { gt: 1, gt: 2 } }", 19, "The key 'gt' stands here a second time" },
        { "{ args.x: 1, args.x: 2 }", 13, "The key 'args.x' stands here a second time" },
        { "{ args.x: { startWith: a } }", 12, "There is no operator 'startWith' (did you mean 'startsWith'?)" },
        { "{ amount: 5 }", 2, "'amount' is neither a path" },
        { "{ amount: 5 }", 2, "; an argument is written args.amount." },
        { "{ alll: 5 }", 2, "did you mean 'all'?" },
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

    /// <summary>The same of operators that look at text and ranges.</summary>
    public static TheoryData<string, int, string> Texts => new()
    {
        { "{ args.x: { between: [1] } }", 21, "'between' takes a list of two numbers, such as [1, 100], not a list of something else" },
        { "{ args.x: { between: [1, 2, 3] } }", 21, "'between' takes a list of two numbers" },
        { "{ args.x: { between: 5 } }", 21, "'between' takes a list of two numbers, such as [1, 100], not a single value" },
        { "{ args.x: { between: [2, 1] } }", 21, "'between' begins with the smaller number; nothing is between 2 and 1" },
        { "{ args.x: { between: ['1', 2] } }", 22, "not the text '1'" },
        { "{ args.x: { notIn: USD } }", 19, "'notIn' takes a list of at least one value" },
        { "{ args.x: { contains: [a] } }", 22, "'contains' compares with text, a number or a boolean, not with a list" },
        { "{ args.x: { contains: null } }", 22, "write 'exists: false'" },
        { "{ args.x: { startsWith: 5 } }", 24, "'startsWith' takes text, not 5; if it is text, write it in quotes" },
        { "{ args.x: { endsWith: true } }", 22, "'endsWith' takes text, not true" },
        { "{ args.x: { startsWith: [a] } }", 24, "'startsWith' takes text, not a list" },
        { "{ args.x: { startsWith: null } }", 24, "'startsWith' takes text, not null" },
        { "{ args.x: { glob: 5 } }", 18, "'glob' takes text, not 5" },
        { "{ args.x: { matches: '(' } }", 21, "is not a regular expression: it has " },
        { "{ args.x: { matches: 'a)(b' } }", 21, "is not a regular expression: it has " },
        { "{ args.x: { matches: '(?x)a#' } }", 21, "has a group of a kind that is not taken" },
        { "{ args.x: { matches: '(a)\\1' } }", 21, "which cannot be done in linear time" },
        { "{ args.x: { matches: '(?=a)b' } }", 21, "cannot be matched in linear time" },
        { "{ args.x: { matches: '(?<!a)b' } }", 21, "cannot be matched in linear time" },
        { "{ args.x: { matches: '(?>a+)b' } }", 21, "cannot be matched in linear time" },
        { "{ args.x: { matches: 'a{2000}' } }", 21, "With its repetitions written out, the pattern has over 1024 parts" },
        { "{ args.x: { matches: '((a{9}){9}){99}' } }", 21, "With its repetitions written out" },
        { "{ args.x: { matches: '' } }", 21, "A pattern has 1 to 1000 characters, not 0" },
    };

    /// <summary>The same of lengths, times, networks and elements.</summary>
    public static TheoryData<string, int, string> Others => new()
    {
        { "{ args.x: { length: a } }", 20, "A number was expected, not 'a'" },
        { "{ args.x: { length: [1] } }", 20, "'length' takes a number, or a mapping of operators that compare numbers, not a list" },
        { "{ args.x: { length: {} } }", 20, "'length' takes a number, or a mapping" },
        { "{ args.x: { length: { startsWith: a } } }", 22, "A length is not compared by 'startsWith'" },
        { "{ args.x: { length: { gtt: 1 } } }", 22, "A length is not compared by 'gtt' (did you mean 'gt'?)" },
        { "{ args.x: { length: { eq: a } } }", 26, "A length is a number, and compared with numbers" },
        { "{ args.x: { before: tomorrow } }", 20, "'before' takes an RFC 3339 time such as 2026-03-01T12:00:00Z, or a duration such as -24h or +15m, not 'tomorrow'" },
        { "{ args.x: { after: 2026-03-01 } }", 19, "'after' takes an RFC 3339 time" },
        { "{ args.x: { after: 24h } }", 19, "'after' takes a duration with its sign: -24h is in the past, +24h in the future" },
        { "{ args.x: { after: -24 } }", 19, "'after' takes a duration of at most 36500d" },
        { "{ args.x: { after: -36501d } }", 19, "'after' takes a duration of at most 36500d" },
        { "{ args.x: { after: [] } }", 19, "'after' takes an RFC 3339 time such as 2026-03-01T12:00:00Z, not a list" },
        { "{ args.x: { cidr: 10.0.0.0 } }", 18, "'10.0.0.0' is an address; as a network it is 10.0.0.0/32" },
        { "{ args.x: { cidr: '::1' } }", 18, "as a network it is ::1/128" },
        { "{ args.x: { cidr: 10.0.0.1/8 } }", 18, "has bits set behind its prefix" },
        { "{ args.x: { cidr: 10.0.0.0/33 } }", 18, "has no prefix length from 0 to 32" },
        { "{ args.x: { cidr: 10.0.0.0/08 } }", 18, "has no prefix length from 0 to 32" },
        { "{ args.x: { cidr: ['10.0.0.0/8', here] } }", 33, "'here' is not a network" },
        { "{ args.x: { cidr: [] } }", 18, "'cidr' takes text, not a list" },
        { "{ args.x: { any: [{ it: 1 }] } }", 17, "A condition is a mapping of paths, such as it" },
        { "{ args.x: { any: { gt: 5 } } }", 19, "to compare the element, write it: { gt: ... }" },
        { "{ args.x: { any: {} } }", 17, "The condition is empty" },
        { "{ args.x: { any: { args.y: { any: { it: 1 } } } } }", 29, "Among elements, 'any' looks at arrays below it alone" },
        { "{ it: 5 }", 2, "'it' stands for an element" },
        { "{ it.x: 5 }", 2, "'it.x' stands for an element" },
        { "{ 'args.x[*]': 5 }", 15, "'args.x[*]' stands for many values" },
        { "{ 'args.x[*]': [5] }", 15, "'args.x[*]' stands for many values" },
        { "{ 'args.x[*]': { gt: 5 } }", 17, "'args.x[*]' stands for many values" },
        { "{ 'args.x[*].y': { exists: true } }", 19, "'args.x[*].y' stands for many values" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    [MemberData(nameof(Texts))]
    [MemberData(nameof(Others))]
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
