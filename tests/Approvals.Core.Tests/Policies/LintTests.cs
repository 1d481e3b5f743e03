using System.Collections.Immutable;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Policies;

/// <summary>What is taken and may not be meant.</summary>
public class LintTests
{
    [Fact]
    public void SoundPolicy_HasNoWarning() => Assert.Empty(Lint("""
        rules:
          - { tool: payment.send, action: escalate, when: { args.amount: { gt: 100, lte: 1000 } }, reason: "{args.amount} is a lot" }
          - { tool: "db.*", action: deny, when: { args.force?: true, context.ticket?: { startsWith: T } } }
          - { tool: sms.send, action: deny, when: { args.text: { length: { gte: 0, lt: 3, notIn: [0, 1] } }, args.to: { length: { gt: 2, lt: 4 } } } }
          - { tool: shell.run, action: allow, when: { tool: [shell.run, other], args.x: { exists: true, eq: 1 } } }
        """));

    [Theory]
    [InlineData("{ args.x: { gt: 5, lt: 3 } }")]
    [InlineData("{ args.x: { gt: 5, lte: 5 } }")]
    [InlineData("{ args.x: { gte: 5, between: [1, 4] } }")]
    [InlineData("{ args.x: { eq: 1, gt: 5 } }")]
    [InlineData("{ args.x: { eq: a, gt: 5 } }")]
    [InlineData("{ args.x: { in: [a, b], startsWith: c } }")]
    [InlineData("{ args.x: { in: [1, 2], notIn: [2, 1] } }")]
    [InlineData("{ args.x: { exists: false, eq: 1 } }")]
    [InlineData("{ args.x: { startsWith: a, any: { it: 1 } }, all: [{ args.x: 1 }, { args.x: 2 }] }")]
    [InlineData("{ tool: other }")]
    [InlineData("{ args.x: { length: { lt: 0 } } }")]
    [InlineData("{ args.x: { length: 0.5 } }")]
    [InlineData("{ args.x: { length: -1 } }")]
    [InlineData("{ args.x: { length: { gt: 1, lt: 2 } } }")]
    [InlineData("{ args.x: { length: { lt: 2, notIn: [0, 1] } } }")]
    [InlineData("{ all: [{ args.x: { length: { gt: 5 } } }, { args.x: { length: { lte: 5 } } }] }")]
    public void ConditionThatIsNeverTrue_IsNamed(string when) => Assert.Equal(
        [PolicyWarningKind.NeverTrue],
        Kinds($"rules: [{{ tool: payment.send, action: deny, when: {when} }}]"));

    [Theory]
    [InlineData("{ args.x: { gte: 5, lte: 5 } }")]
    [InlineData("{ args.x: { in: [a, b], startsWith: b } }")]
    [InlineData("{ args.x: { exists: true, gt: 5, neq: 6 } }")]
    [InlineData("{ args.x: { contains: a, length: 1 } }")]
    [InlineData("{ args.x: { after: -1h, in: ['2026-01-01T00:00:00Z'] } }")]
    [InlineData("{ any: [{ args.x: 1 }, { args.x: 2 }] }")]
    public void ConditionThatMayBeTrue_IsNot(string when) =>
        Assert.Empty(Kinds($"rules: [{{ tool: payment.send, action: deny, when: {when} }}]"));

    [Fact]
    public void RuleThatNeverApplies_IsToldApartFromOneThatAppliesToTheUnknown()
    {
        const string When = "when: { args.x: { gt: 5, lt: 3 } }";

        Assert.StartsWith("This rule never applies:", Message($"rules: [{{ tool: a, action: allow, {When} }}]"), StringComparison.Ordinal);
        Assert.EndsWith("The rule applies only where they cannot be evaluated.", Message($"rules: [{{ tool: a, action: deny, {When} }}]"), StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultAllow_IsNamed() =>
        Assert.Equal([PolicyWarningKind.DefaultAllow], Kinds("default: allow\nrules: [{ tool: a, action: deny }]"));

    [Theory]
    [InlineData("{ tool: 'payment.*', action: deny }", "{ tool: payment.send, action: allow }", true)]
    [InlineData("{ tool: payment.send, action: escalate }", "{ tool: payment.send, action: allow, when: { args.x: 1 } }", true)]
    [InlineData("{ tool: payment.send, action: allow }", "{ tool: payment.send, action: deny }", true)]
    [InlineData("{ tool: payment.send, action: deny, when: { args.x: 1 } }", "{ tool: payment.send, action: allow }", false)]
    [InlineData("{ tool: payment.send, action: escalate }", "{ tool: payment.send, action: escalate }", false)]
    public void RuleThatChangesNothing_IsNamed(string one, string other, bool expected) => Assert.Equal(
        expected ? [PolicyWarningKind.WithoutEffect] : [],
        Kinds($"rules: [{one}, {other}]"));

    [Theory]
    [InlineData("{ tool: 'a.*', action: deny, when: { args.force: true } }", true)]
    [InlineData("{ tool: [a, b], action: deny, when: { args.force: true } }", true)]
    [InlineData("{ action: allow, when: { not: { args.force: true } } }", true)]
    [InlineData("{ tool: a, action: deny, when: { context.ticket: T } }", true)]
    [InlineData("{ tool: a, action: deny, when: { environment: production } }", true)]
    [InlineData("{ tool: a, action: deny, when: { args.list: { any: { args.y: 1 } } } }, { tool: b, action: deny, when: { args.y?: 1 } }", true)]
    [InlineData("{ tool: a, action: deny, when: { args.force: true } }", false)]
    [InlineData("{ tool: 'a.*', action: deny, when: { args.force?: true } }", false)]
    [InlineData("{ tool: 'a.*', action: deny, when: { args.force: { exists: true, eq: true } } }", false)]
    [InlineData("{ tool: 'a.*', action: deny, when: { agent.id: x, tool: a.b } }", false)]
    public void UnmarkedConditionOnWhatMayBeAbsent_IsNamed(string rules, bool expected) => Assert.Equal(
        expected ? [PolicyWarningKind.UnmarkedOptional] : [],
        Kinds($"rules: [{rules}]"));

    [Theory]
    [InlineData("{amount}", true)]
    [InlineData("{args}", true)]
    [InlineData("{args.list[*]}", true)]
    [InlineData("{args.amount}", false)]
    [InlineData("{ a b }", false)]
    [InlineData("{}", false)]
    public void WhatLooksLikeAPlaceholder_IsNamed(string reason, bool expected) => Assert.Equal(
        expected ? [PolicyWarningKind.NoPlaceholder] : [],
        Kinds($"rules: [{{ tool: a, action: deny, reason: 'no {reason}' }}]"));

    [Theory]
    [InlineData("roles: [finance], threshold: 2", false)]
    [InlineData("roles: [finance], threshold: 3", true)]
    [InlineData("roles: [legal]", true)]
    [InlineData("roles: [legal], reviewers: [alice, zoe], threshold: 2", true)]
    [InlineData("groups: [{ roles: [finance] }, { roles: [security] }]", false)]
    [InlineData("groups: [{ roles: [finance], threshold: 2 }, { roles: [security] }]", true)]
    public void QuorumThatTheDirectoryCannotFill_IsNamed(string approval, bool expected)
    {
        Reviewer[] people = [Some.Person("alice", "finance"), Some.Person("bob", "finance", "security"), Some.Person("carl", "finance") with { Active = false }];
        var document = $"default: escalate\ndefaults: {{ roles: [finance] }}\nrules: [{{ tool: a, action: escalate, approval: {{ {approval} }} }}]";

        Assert.Equal(
            expected ? [PolicyWarningKind.TooFewPeople] : [],
            PolicyLint.Check(Given.Policy(document), people).Select(w => w.Kind));
        Assert.Empty(PolicyLint.Check(Given.Policy(document)));
    }

    [Fact]
    public void DefaultThatNobodyCanMeet_IsNamedToo() => Assert.Contains(
        "'default: escalate': Of 1 who must approve (1 of approver), the directory has people for 0",
        Assert.Single(PolicyLint.Check(Given.Policy("default: escalate\nrules: [{ tool: a, action: deny }]"), [])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Warning_HasItsPlace() => Assert.Equal(
        "3:5: rule 'odd': This rule never applies: its tests of args.x contradict each other.",
        Assert.Single(Lint("rules:\n  - { tool: a, action: deny }\n  - { id: odd, tool: b, action: allow, when: { args.x: { gt: 5, lt: 3 } } }")).ToString());

    [Fact]
    public void WarningsWithoutEnd_AreToldUpTo100() => Assert.Equal(
        PolicyLint.Most,
        Lint($"rules: [{string.Concat(Enumerable.Repeat("{ action: deny, when: { args.x: 1 } }, ", 500))}]").Length);

    private static ImmutableArray<PolicyWarning> Lint(string document) => PolicyLint.Check(Given.Policy(document));

    private static IEnumerable<PolicyWarningKind> Kinds(string document) => Lint(document).Select(w => w.Kind);

    private static string Message(string document) => Assert.Single(Lint(document)).Message;
}
