namespace Approvals.Core.Tests.Policies;

/// <summary>Reasons that hold values of the action.</summary>
public class PlaceholderTests
{
    [Theory]
    [InlineData("{args.amount} to {args.to}", "5000 to vendor-17")]
    [InlineData("{args.amount}", "5000")]
    [InlineData("{agent.id} calls {tool} in {environment}", "payer calls payment.send in (missing)")]
    [InlineData("'{args.list[1]} {args.list} {args.map}'", "2 [1,2] {\"a\":\"{args.amount}\"}")]
    [InlineData("{args.gone} {args.nil} {args.yes} {args.amount.x}", "(missing) (null) true (missing)")]
    [InlineData("{context.ticket}", "FIN-1")]
    [InlineData("'{args.text}'", "a b c� {args.amount} <b>�")]
    [InlineData("'{amount} {} {args} {args.list[*]} {it} {args.amount'", "{amount} {} {args} {args.list[*]} {it} {args.amount")]
    [InlineData("'{{args.amount}}'", "{5000}")]
    [InlineData("nothing", "nothing")]
    public void Placeholder_IsTheActionsValue(string reason, string expected) => Assert.Equal(expected, ReasonOf(
        reason,
        """{"amount":5000,"to":"vendor-17","list":[1,2],"map":{"a":"{args.amount}"},"nil":null,"yes":true,"text":"a\nb\tc\u202e {args.amount} <b>\u0007"}"""));

    [Theory]
    [InlineData(200, 200, "")]
    [InlineData(201, 200, "…")]
    [InlineData(100_000, 200, "…")]
    public void LongValue_IsCutAt200Characters(int length, int kept, string mark) =>
        Assert.Equal(
            $"<{new string('x', kept)}{mark}>",
            ReasonOf("'<{args.text}>'", $$"""{"text":"{{new string('x', length)}}"}"""));

    [Fact]
    public void CharacterOfTwoHalves_IsNotCutInTwo() =>
        Assert.Equal(
            string.Concat(Enumerable.Repeat("😀", 200)) + "…",
            ReasonOf("'{args.text}'", $$"""{"text":"{{string.Concat(Enumerable.Repeat("😀", 300))}}"}"""));

    [Fact]
    public void ReasonWithPlaceholders_IsEveryActionsOwn()
    {
        var set = Given.Set("rules: [{ action: deny, reason: 'no {args.x}' }]");

        Assert.Equal("no 1", set.Evaluate(Given.Action("""{"x":1}""")).Reason);
        Assert.Equal("no 2", set.Evaluate(Given.Action("""{"x":2}""")).Reason);
    }

    [Fact]
    public void FixedReason_IsOneEvaluationForAll()
    {
        var set = Given.Set("rules: [{ action: deny, reason: no }]");

        Assert.Same(set.Evaluate(Given.Action("""{"x":1}""")), set.Evaluate(Given.Action("""{"x":2}""")));
    }

    private static string ReasonOf(string reason, string args) =>
        Given.Set($"rules:\n  - action: deny\n    reason: {(reason[0] == '{' ? $"'{reason}'" : reason)}")
            .Evaluate(Given.Action(args, context: """{"ticket":"FIN-1"}""")).Reason;
}
