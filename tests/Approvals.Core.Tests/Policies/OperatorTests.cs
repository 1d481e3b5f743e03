using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies;

public class OperatorTests
{
    /// <summary>A test of args.x; values of x that make it true, that make it false, and that are of a kind it cannot use.</summary>
    private static readonly (string Test, string[] True, string[] False, string[] WrongKind)[] Comparisons =
    [
        ("{ eq: 100 }", ["100", "100.0", "1e2"], ["100.01", "-100"], ["\"100\"", "true", "[100]", "{\"v\":100}"]),
        ("{ eq: '100' }", ["\"100\""], ["\"100.0\"", "\"\""], ["100", "true", "[\"100\"]", "{}"]),
        ("{ eq: USD }", ["\"USD\""], ["\"usd\"", "\"USD \""], ["1", "false", "[]", "{}"]),
        ("{ eq: true }", ["true"], ["false"], ["\"true\"", "1", "[true]", "{}"]),
        ("{ neq: 100 }", ["100.01", "0"], ["100", "1e2"], ["\"100\"", "true", "[100]", "{}"]),
        ("{ neq: USD }", ["\"EUR\"", "\"\""], ["\"USD\""], ["1", "true", "[\"EUR\"]", "{}"]),
        ("{ neq: false }", ["true"], ["false"], ["\"true\"", "0", "[]", "{}"]),
        ("{ gt: 100 }", ["100.01", "1e300"], ["100", "-1", "1e2"], ["\"5000\"", "true", "[5000]", "{}"]),
        ("{ gte: 100 }", ["100", "1e2", "101"], ["99.99", "-1"], ["\"5000\"", "true", "[5000]", "{}"]),
        ("{ lt: -0.5 }", ["-0.6", "-1e300"], ["-0.5", "0", "-5e-1"], ["\"-1\"", "false", "[-1]", "{}"]),
        ("{ lte: -0.5 }", ["-0.5", "-5e-1", "-1"], ["-0.4", "0"], ["\"-1\"", "false", "[-1]", "{}"]),
        ("{ in: [EUR, USD] }", ["\"EUR\"", "\"USD\""], ["\"GBP\"", "\"\""], ["1", "true", "[\"EUR\"]", "{}"]),
        ("{ in: [1, two, true] }", ["1.0", "\"two\"", "true"], ["2", "\"1\"", "false"], ["[1]", "{}"]),
        ("{ gt: 1, lt: 3 }", ["2"], ["1", "3"], ["\"2\"", "true", "[2]", "{}"]),
        ("{ notIn: [EUR, USD] }", ["\"GBP\"", "\"\""], ["\"EUR\"", "\"USD\""], ["1", "true", "[\"GBP\"]", "{}"]),
        ("{ notIn: [1, 2] }", ["3", "1.5"], ["1", "2.0"], ["\"3\"", "false", "[3]", "{}"]),
        ("{ in: [a, b, c, d, e, f, g, h, 1, true] }", ["\"h\"", "1.0", "true"], ["\"i\"", "2", "false"], ["[\"a\"]", "{}"]),
        ("{ notIn: [1, 2, 3, 4, 5, 6, 7, 8] }", ["9"], ["8", "8.0"], ["\"9\"", "true", "{}"]),
        ("{ between: [1, 100] }", ["1", "100", "50.5", "1e2"], ["0.99", "100.01", "-1"], ["\"50\"", "true", "[50]", "{}"]),
        ("{ between: [-1, -1] }", ["-1"], ["0"], ["null"]),
        ("{ contains: ell }", ["\"hello\"", "[\"ell\"]", "[\"a\",\"ell\"]", "[1,\"ell\"]"], ["\"HELL\"", "\"\"", "[]", "[\"hello\"]"], ["5", "true", "{}", "[1]", "[null,\"a\"]", "[[\"ell\"]]"]),
        ("{ contains: 5 }", ["[5]", "[1,5.0]"], ["[]", "[1,2]"], ["\"5\"", "5", "[\"5\"]", "{}"]),
        ("{ contains: true }", ["[false,true]"], ["[false]"], ["\"true\"", "true", "[\"true\"]"]),
        ("{ startsWith: pay }", ["\"payment\"", "\"pay\""], ["\"Pay\"", "\"\"", "\"repay\""], ["5", "true", "[\"pay\"]", "{}"]),
        ("{ startsWith: '5' }", ["\"500\""], ["\"0500\""], ["500"]),
        ("{ endsWith: .com }", ["\"a.com\"", "\".com\""], ["\"a.COM\"", "\"com\""], ["5", "true", "[\".com\"]", "{}"]),
        ("{ endsWith: \"\\n\" }", ["\"a\\n\""], ["\"a\""], ["5"]),
        ("{ glob: 'a*b.**' }", ["\"axxb.c.d\"", "\"ab.\""], ["\"a.b.c\"", "\"axxb\"", "\"AB.c\""], ["5", "true", "[\"ab.\"]", "{}"]),
        ("{ glob: '?' }", ["\"?\""], ["\"a\""], ["5"]),
        ("{ matches: '[a-z]+[0-9]?' }", ["\"abc\"", "\"abc1\""], ["\"abc12\"", "\"1abc\"", "\"abc\\n\"", "\"\""], ["5", "true", "[\"abc\"]", "{}"]),
        ("{ matches: 'a|b' }", ["\"a\"", "\"b\""], ["\"ab\"", "\"xa\""], ["5"]),
        ("{ matches: 'rm .*' }", ["\"rm -rf\\n/\""], ["\"sudo rm -rf\""], ["5"]),
        ("{ matches: '.' }", ["\"a\""], ["\"ab\""], ["\"\\ud83d\\ude00\"", "\"a\\ud835\\udc00\""]),
        ("{ matches: '[^\\p{L}]+' }", ["\"12\""], ["\"A\""], ["\"\\ud835\\udc00\""]),
        ("{ matches: '(?i)yes' }", ["\"YES\""], ["\"no\""], ["true"]),
        ("{ length: 3 }", ["\"abc\"", "[1,2,3]", "\"\\ud83d\\ude00ab\""], ["\"\"", "[]", "\"abcd\""], ["3", "true", "{\"a\":1}"]),
        ("{ length: { gt: 1, lte: 3 } }", ["\"ab\"", "[1,2,3]"], ["\"a\"", "[1,2,3,4]"], ["2", "{}"]),
        ("{ length: { in: [0, 2] } }", ["\"\"", "[1,2]"], ["\"a\""], ["0"]),
        ("{ before: '2026-03-01T00:00:00Z' }", ["\"2026-02-28T23:59:59.9999999Z\"", "\"2026-03-01T00:59:59+01:00\""], ["\"2026-03-01T00:00:00Z\"", "\"2026-03-01T01:00:00+01:00\""], ["5", "\"yesterday\"", "\"2026-02-01\"", "\"2026-02-28T23:59:59\"", "\"2026-02-30T00:00:00Z\"", "[\"2026-01-01T00:00:00Z\"]", "{}"]),
        ("{ after: 2026-03-01T00:00:00Z }", ["\"2026-03-01T00:00:00.00000001Z\"", "\"2026-03-01t00:00:01z\""], ["\"2026-03-01T00:00:00Z\"", "\"2026-03-01T00:00:00.000Z\""], ["1772323200", "true", "\"\""]),
        ("{ after: -24h }", ["\"2026-02-28T12:00:01Z\""], ["\"2026-02-28T12:00:00Z\""], ["5"]),
        ("{ before: +15m }", ["\"2026-03-01T12:14:59Z\""], ["\"2026-03-01T12:15:00Z\""], ["\"+15m\""]),
        ("{ cidr: 10.0.0.0/8 }", ["\"10.1.2.3\"", "\"::ffff:10.1.2.3\"", "\"::ffff:a01:203\""], ["\"11.0.0.0\"", "\"::1\"", "\"::10.1.2.3\""], ["5", "\"10.1\"", "\"010.1.2.3\"", "\"10.1.2.3 \"", "\"10\\u0000.0.0.1\"", "\"10.0.0.1\\u0000\"", "\"::ffff:a\\u0000:1\"", "\"host\"", "\"10.1.2.3/32\"", "\"[::1]\"", "\"fe80::1%eth0\"", "[\"10.1.2.3\"]", "{}"]),
        ("{ cidr: ['192.168.0.0/16', '2001:db8::/32'] }", ["\"192.168.255.1\"", "\"2001:db8::1\"", "\"2001:0DB8:0:0:0:0:0:1\""], ["\"2001:db9::1\"", "\"10.0.0.1\""], ["true", "\"2001:db8:::1\"", "\"1:2:3:4:5:6:7:8:9\""]),
        ("{ cidr: '::ffff:10.0.0.0/104' }", ["\"10.1.2.3\""], ["\"11.1.2.3\""], ["\"\""]),
        ("{ cidr: '::/0' }", ["\"::\"", "\"fe80::1\""], ["\"10.1.2.3\"", "\"::ffff:10.1.2.3\""], ["\":\""]),
        ("{ cidr: 0.0.0.0/0 }", ["\"10.1.2.3\"", "\"::ffff:10.1.2.3\""], ["\"::1\""], ["\"1.2.3\""]),
        ("{ any: { it: { gt: 5 } } }", ["[1,6]", "[\"6\",6]"], ["[]", "[1,5]"], ["6", "\"6\"", "{}", "[1,\"6\"]", "[null]", "true"]),
        ("{ all: { it: { gt: 5 } } }", ["[6]", "[6,7]"], ["[]", "[6,5]", "[\"6\",5]"], ["6", "\"6\"", "{}", "[6,\"6\"]", "[null]"]),
        ("{ none: { it: { gt: 5 } } }", ["[]", "[1,5]"], ["[6]", "[\"6\",6]"], ["6", "{}", "[1,\"6\"]", "[null]"]),
        ("{ any: { it.a: 1, it.b: 2 } }", ["[{\"a\":1,\"b\":2}]"], ["[{\"a\":1,\"b\":1},{\"a\":2,\"b\":2}]"], ["[{\"a\":1}]", "[[1,2]]"]),
        ("{ any: { it: a } }", ["[\"a\"]"], ["[\"b\"]"], ["[1]"]),
        ("{ any: { it: [a, b] } }", ["[\"b\"]"], ["[\"c\"]"], ["[1]"]),
        ("{ any: { it?: a } }", ["[null,\"a\"]"], ["[null,\"b\"]"], ["[1]"]),
        ("{ any: { it: { any: { it: 1 } } } }", ["[[2],[1]]"], ["[[2],[]]", "[]"], ["[1]", "[[\"1\"]]"]),
        ("{ any: { not: { it: 1 } } }", ["[1,2]"], ["[1]"], ["[1,\"2\"]"]),
        ("{ contains: a, length: { gte: 2 } }", ["\"ab\"", "[\"a\",\"b\"]"], ["\"a\"", "[\"b\",\"c\"]"], ["5"]),
        ("5", ["5"], ["6"], ["\"5\""]),
        ("text", ["\"text\""], ["\"other\""], ["5"]),
        ("[a, b]", ["\"b\""], ["\"c\""], ["1"]),
    ];

    public static TheoryData<string, string, Truth> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, Truth>();
            foreach (var (test, isTrue, isFalse, wrongKind) in Comparisons)
            {
                Add(rows, test, isTrue, Truth.True);
                Add(rows, test, isFalse, Truth.False);
                Add(rows, test, wrongKind, Truth.Unknown);
                Add(rows, test, ["null"], Truth.Unknown);
                rows.Add($"{{ args.x: {test} }}", "{}", Truth.Unknown);
                rows.Add($"{{ args.x.y: {test} }}", """{"x":"scalar"}""", Truth.Unknown);
                rows.Add($"{{ args.x.y: {test} }}", """{"x":[{"y":1}]}""", Truth.Unknown);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Comparison_KnowsOnlyWhatItCanCompare(string when, string args, Truth expected) =>
        Assert.Equal(expected, Given.Truth(when, args));

    [Theory]
    [InlineData("""{"x":1}""", true)]
    [InlineData("""{"x":""}""", true)]
    [InlineData("""{"x":false}""", true)]
    [InlineData("""{"x":[]}""", true)]
    [InlineData("""{"x":{}}""", true)]
    [InlineData("""{"x":null}""", false)]
    [InlineData("""{"y":1}""", false)]
    public void Exists_AlwaysKnows(string args, bool exists)
    {
        Assert.Equal(exists ? Truth.True : Truth.False, Given.Truth("{ args.x: { exists: true } }", args));
        Assert.Equal(exists ? Truth.False : Truth.True, Given.Truth("{ args.x: { exists: false } }", args));
    }

    [Theory]
    [InlineData("""{"x":{"y":1}}""", true)]
    [InlineData("""{"x":{"y":null}}""", false)]
    [InlineData("""{"x":{}}""", false)]
    [InlineData("""{"x":null}""", false)]
    [InlineData("""{}""", false)]
    public void ExistsBelowAnObject_AlwaysKnows(string args, bool exists) =>
        Assert.Equal(exists ? Truth.True : Truth.False, Given.Truth("{ args.x.y: { exists: true } }", args));

    [Theory]
    [InlineData("""{"x":"{y: 1}"}""")]
    [InlineData("""{"x":[{"y":1}]}""")]
    [InlineData("""{"x":5}""")]
    public void ExistsBelowWhatHasNoMembers_IsUnknown(string args)
    {
        Assert.Equal(Truth.Unknown, Given.Truth("{ args.x.y: { exists: true } }", args));
        Assert.Equal(Truth.Unknown, Given.Truth("{ args.x.y: { exists: false } }", args));
    }

    [Fact]
    public void ExistsBesideAnotherOperator_MakesTheMissingFalse() =>
        Assert.Equal(Truth.False, Given.Truth("{ args.x: { exists: true, gt: 100 } }", "{}"));

    private static void Add(TheoryData<string, string, Truth> rows, string test, string[] values, Truth expected)
    {
        foreach (var value in values)
        {
            rows.Add($"{{ args.x: {test} }}", $$"""{"x":{{value}}}""", expected);
        }
    }
}
