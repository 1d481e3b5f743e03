namespace Approvals.Core.Tests.Policies;

public class SeveralErrorsTests
{
    [Fact]
    public void SeveralErrors_AreAllToldInTheOrderOfTheDocument()
    {
        var errors = Given.Errors("""
            polcy: a
            default: maybe
            defaults: { timeout: 1s }
            rules:
              - id: first
                action: escalate
                approval: { threshold: 0, roles: [no way] }
              - tool: []
                when: { args.x: { gt: much, eq: null }, y: 1 }
              - id: first
                action: deny
                extra: 1
            """);

        Assert.Equal(
            [(1, 1), (2, 10), (3, 22), (7, 28), (7, 39), (8, 5), (8, 11), (9, 27), (9, 37), (9, 45), (10, 5), (12, 5)],
            errors.Select(e => (e.Line, e.Column)));
        Assert.Equal(
            [null, null, null, "first", "first", "rule-2", "rule-2", "rule-2", "rule-2", "rule-2", "first", "first"],
            errors.Select(e => e.Rule));
    }

    [Fact]
    public void ErrorsWithoutEnd_AreToldUpTo100() =>
        Assert.Equal(100, Given.Errors("rules: [" + string.Concat(Enumerable.Repeat("{ action: maybe }, ", 500)) + "]").Length);
}
