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
