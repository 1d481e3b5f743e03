using System.Collections.Immutable;
using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

/// <summary>Examples that a policy holds with it.</summary>
public class CaseTests
{
    private const string Rules = """
        rules:
          - id: large
            tool: payment.send
            action: escalate
            when: { args.amount: { gt: 100 } }
            reason: Payments over $100 require approval
            alternatives: [Pay in parts]
            approval: { threshold: 2, urgency: high, timeout: 1h }
          - id: old
            tool: payment.send
            action: deny
            when: { context.asked: { before: -1h } }

        """;

    [Fact]
    public void CaseThatHolds_IsPublished() => Assert.IsType<PublishOutcome.Published>(Publish("""
        cases:
          - name: large payments wait for people
            action: { tool: payment.send, args: { amount: 5000 }, environment: production, context: { asked: '2026-01-01T00:00:00Z' }, agent: payer }
            now: 2026-01-01T00:30:00Z
            expect:
              decision: escalate
              reason: Payments over $100 require approval
              rule: large
              unknown: false
              alternatives: Pay in parts
              urgency: high
              timeout: 1h
              approvals: 2
          - action: { tool: payment.send, args: { amount: '5000', list: [1, null, true, text, { a: 1.50 }] } }
            expect: { decision: deny, rule: [old], unknown: [context.asked is missing] }
          - name: another tool
            action: { tool: other }
            expect: { decision: deny, rule: default }
        """));

    [Theory]
    [InlineData("decision: allow", "expects decision allow, and got escalate (Payments over $100 require approval).")]
    [InlineData("decision: escalate, reason: other", "expects reason 'other', and got 'Payments over $100 require approval'.")]
    [InlineData("decision: escalate, rule: [large, old]", "expects rule 'large', 'old', and got 'large'.")]
    [InlineData("decision: escalate, unknown: true", "expects unknown something, and got none.")]
    [InlineData("decision: escalate, unknown: args.amount", "expects unknown 'args.amount', and got none.")]
    [InlineData("decision: escalate, alternatives: Wait", "expects alternatives 'Wait', and got 'Pay in parts'.")]
    [InlineData("decision: escalate, urgency: normal", "expects urgency normal, and got high.")]
    [InlineData("decision: escalate, timeout: 15m", "expects timeout 15m, and got 1h.")]
    [InlineData("decision: escalate, approvals: 1", "expects approvals 1, and got 2.")]
    public void CaseThatFails_RefusesThePublication(string expect, string message)
    {
        var error = Assert.Single(Refused($$"""
            cases:
              - name: it
                action: { tool: payment.send, args: { amount: 500 }, context: { asked: '2026-01-01T00:00:00Z' } }
                expect: { {{expect}} }
            """));

        Assert.Equal((14, 5, $"The case 'it' {message}"), (error.Line, error.Column, error.Message));
    }

    [Fact]
    public void EveryDifference_IsTold() => Assert.Equal(
        ["decision", "rule"],
        Refused("cases: [{ action: { tool: x }, expect: { decision: allow, rule: large } }]")
            .Select(e => e.Message.Split(' ')[4]));

    [Fact]
    public void CaseThatFails_DoesNotKeepThePolicyFromBeingCompiled() =>
        Assert.Single(Given.Policy(Rules + "cases: [{ action: { tool: x }, expect: { decision: allow } }]").Cases);

    [Theory]
    [InlineData("cases: []", "'cases' is a list of 1 to 10000 cases")]
    [InlineData("cases: [5]", "A case is a mapping")]
    [InlineData("cases: [{ expect: { decision: deny } }]", "A case has an 'action'")]
    [InlineData("cases: [{ action: { tool: x } }]", "A case says what to 'expect'")]
    [InlineData("cases: [{ action: {}, expect: { decision: deny } }]", "An action has a 'tool'")]
    [InlineData("cases: [{ action: { tool: 'a*' }, expect: { decision: deny } }]", "'tool' is a tool's name")]
    [InlineData("cases: [{ action: { tool: \"a\\u180b\" }, expect: { decision: deny } }]", "'tool' is a tool's name")]
    [InlineData("cases: [{ action: { tool: x, environment: \"prod\\u200b\" }, expect: { decision: deny } }]", "'environment' is an environment's name")]
    [InlineData("cases: [{ action: { tool: x, environment: 'prod uction' }, expect: { decision: deny } }]", "'environment' is an environment's name")]
    [InlineData("cases: [{ action: { tool: x, environment: 'prod*' }, expect: { decision: deny } }]", "'environment' is an environment's name")]
    [InlineData("cases: [{ action: { tool: x, arg: {} }, expect: { decision: deny } }]", "'action' has no key 'arg' (did you mean 'args'?)")]
    [InlineData("cases: [{ action: { tool: x, args: [] }, expect: { decision: deny } }]", "'args' is a mapping of names to values, not a list")]
    [InlineData("cases: [{ action: { tool: x, args: { a: 9007199254740993 } }, expect: { decision: deny } }]", "is not exact as a binary64 number")]
    [InlineData("cases: [{ action: { tool: x, args: { a: .nan } }, expect: { decision: deny } }]", ".nan is not a decimal number")]
    [InlineData("cases: [{ action: { tool: x, agent: 'a b' }, expect: { decision: deny } }]", "'agent' is an agent's id")]
    [InlineData("cases: [{ action: { tool: x }, now: today, expect: { decision: deny } }]", "'now' takes an RFC 3339 time")]
    [InlineData("cases: [{ action: { tool: x }, expect: { decison: deny } }]", "'expect' has a 'decision'")]
    [InlineData("cases: [{ action: { tool: x }, expect: { decision: no } }]", "'decision' is allow, deny or escalate, not 'no'")]
    [InlineData("cases: [{ action: { tool: x }, expect: { decision: deny, urgency: hi } }]", "'urgency' is ")]
    [InlineData("cases: [{ action: { tool: x }, expect: { decision: deny, why: x } }]", "'expect' has no key 'why'")]
    [InlineData("cases: [{ name: a, action: { tool: x }, expect: { decision: deny } }, { name: a, action: { tool: x }, expect: { decision: deny } }]", "A case before this one has the name 'a' too")]
    public void CaseOfAnotherForm_IsRefused(string cases, string fragment) =>
        Assert.Contains(Given.Errors(Rules + cases), e => e.Message.Contains(fragment, StringComparison.Ordinal));

    private static ImmutableArray<PolicyError> Refused(string cases) =>
        Assert.IsType<PublishOutcome.Refused>(Publish(cases)).Errors;

    private static PublishOutcome Publish(string cases) => Publishing.Publish(
        null,
        new Publication(Given.Name, Rules + cases, null, "alice"),
        PolicyDraft.Of(Rules + cases, Given.Name),
        Some.Time);
}
