namespace Approvals.Core.Tests.Policies;

/// <summary>Every problem is told at its place, with what to do about it.</summary>
public class ErrorTests
{
    public static TheoryData<string, int, int, string> OfTheDocument => new()
    {
        { "", 1, 1, "The document is empty" },
        { "# only a comment\n", 1, 1, "The document is empty" },
        { "rules", 1, 1, "A policy is a mapping of keys to values, not a single value" },
        { "- rules", 1, 1, "A policy is a mapping of keys to values, not a list" },
        { "{}", 1, 1, "A policy has 'rules'" },
        { "rules: []", 1, 8, "'rules' is empty" },
        { "rules: {}", 1, 8, "'rules' is a list of rules, not a mapping" },
        { "rules:", 1, 7, "'rules' has no value" },
        { "rule: []\nrules: [{ action: deny }]", 1, 1, "A policy has no key 'rule' (did you mean 'rules'?)" },
        { "rules: [{ action: deny }]\nfrobnicate: 1", 2, 1, "A policy has no key 'frobnicate'. Known here: policy, " },
        { "rules: [{ action: deny }]\ndefault: permit", 2, 10, "'default' is allow, deny or escalate, not 'permit'." },
        { "rules: [{ action: deny }]\ndefault: [deny]", 2, 10, "'default' is allow, deny or escalate, not a list" },
        { "rules: [{ action: deny }]\npolicy: two words", 2, 9, "'policy' is the policy's name: 1 to 128" },
        { "rules: [{ action: deny }]\ndescription: [a]", 2, 14, "'description' is text, not a list" },
        { "rules: [{ action: deny }]\ndefaults: 5", 2, 11, "'defaults' is a mapping of keys to values" },
        { "rules: [{ action: deny }]\ndefaults: { treshold: 2 }", 2, 13, "'defaults' has no key 'treshold' (did you mean 'threshold'?)" },
        { "rules: [{ action: deny }]\nrules: [{ action: allow }]", 2, 1, "The key 'rules' stands here a second time" },
        { "rules: [{ action: deny }]\n? [a]\n: 1", 1, 1, "A key of this mapping is not a single word" },
        { "rules: [{ action: deny }]\n---\nrules: []", 2, 1, "A file holds one document" },
        { "rules: [{ action: !!str deny }]", 1, 19, "are not part of the policy language" },
        { "rules: !mine [{ action: deny }]", 1, 8, "are not part of the policy language" },
        { "rules: *nowhere", 1, 8, "The alias *nowhere has no anchor &nowhere before it" },
        { "rules: &me [*me]", 1, 13, "The alias *me has no anchor &me before it" },
        { "rules: [{ action: deny }\ndefault: deny", 2, 1, "This is not YAML" },
        { "rules: a: b", 1, 9, "This is not YAML" },
        { "rules:\n  - reason: \"\\U99999999\"", 2, 24, "This is not YAML" },
        { "\"unended", 1, 1, "This is not YAML" },
    };

    public static TheoryData<string, int, int, string> OfARule => new()
    {
        { "rules: [deny]", 1, 9, "A rule is a mapping of keys to values, not a single value" },
        { "rules:\n  - tool: x", 2, 5, "A rule has an 'action'" },
        { "rules:\n  - action: escalte", 2, 13, "'action' is allow, deny or escalate, not 'escalte' (did you mean 'escalate'?)" },
        { "rules:\n  - action: DENY", 2, 13, "not 'DENY' (did you mean 'deny'?)" },
        { "rules:\n  - action:\n", 2, 12, "'action' has no value" },
        { "rules:\n  - action: deny\n    tol: x", 3, 5, "A rule has no key 'tol' (did you mean 'tool'?)" },
        { "rules:\n  - action: deny\n    When: {}", 3, 5, "A rule has no key 'When' (did you mean 'when'?)" },
        { "rules:\n  - action: deny\n    action: allow", 3, 5, "The key 'action' stands here a second time" },
        { "rules:\n  - action: deny\n    tool: {}", 3, 11, "'tool' is a text or a list of texts" },
        { "rules:\n  - action: deny\n    tool: []", 3, 11, "'tool' is an empty list" },
        { "rules:\n  - action: deny\n    tool: ''", 3, 11, "'' names no tools: 1 to 256 visible characters" },
        { "rules:\n  - action: deny\n    tool: [a, [b]]", 3, 11, "'tool' is a text or a list of texts" },
        { "rules:\n  - action: deny\n    id: not an id", 3, 9, "'id' is a name: 1 to 128" },
        { "rules:\n  - action: deny\n    reason: ''", 3, 13, "'reason' has 1 to 2000 characters, not 0" },
        { "rules:\n  - action: deny\n    reason: [a]", 3, 13, "'reason' is text, not a list" },
        { "rules:\n  - action: deny\n    alternatives: {}", 3, 19, "'alternatives' is a text or a list of texts" },
        { "rules:\n  - { id: a, action: deny }\n  - { id: a, action: deny }", 3, 5, "A rule before this one has the id 'a' too" },
        { "rules:\n  - { id: rule-2, action: deny }\n  - { action: deny }", 3, 5, "A rule before this one has the id 'rule-2' too" },
    };

    public static TheoryData<string, int, int, string> OfAnApproval => new()
    {
        { Approval("threshold: 1", action: "deny"), 1, 35, "Only a rule with 'action: escalate' has an 'approval'" },
        { Approval("threshold: 1", action: "allow"), 1, 36, "Only a rule with 'action: escalate' has an 'approval'" },
        { Approval("threshold: 0"), 1, 52, "'threshold' is a whole number from 1 to 100, not '0'" },
        { Approval("threshold: 101"), 1, 52, "not '101'" },
        { Approval("threshold: -1"), 1, 52, "not '-1'" },
        { Approval("threshold: 1.0"), 1, 52, "not '1.0'" },
        { Approval("threshold: '2'"), 1, 52, "not '2'" },
        { Approval("threshold: [2]"), 1, 52, "not a list" },
        { Approval("timeout: 9s"), 1, 50, "'timeout' is a duration from 10s to 30d, such as 90s, 15m, 2h or 1d, not '9s'" },
        { Approval("timeout: 31d"), 1, 50, "not '31d'" },
        { Approval("timeout: 720h1m"), 1, 50, "not '720h1m'" },
        { Approval("timeout: 2592001s"), 1, 50, "not '2592001s'" },
        { Approval("timeout: 15"), 1, 50, "not '15'" },
        { Approval("timeout: never"), 1, 50, "not 'never'" },
        { Approval("timeout: -15m"), 1, 50, "not '-15m'" },
        { Approval("validFor: 0s"), 1, 51, "'validFor' is a duration from 10s to 30d" },
        { Approval("roles: []"), 1, 48, "'roles' is an empty list" },
        { Approval("roles: [two words]"), 1, 49, "'two words' in 'roles' is not a name" },
        { Approval("roles: [a, a]"), 1, 52, "'a' stands in 'roles' twice" },
        { Approval("role: [a]"), 1, 41, "'approval' has no key 'role' (did you mean 'roles'?)" },
        { "rules: [{ action: escalate, approval: 2 }]", 1, 39, "'approval' is a mapping of keys to values" },
    };

    [Theory]
    [MemberData(nameof(OfTheDocument))]
    [MemberData(nameof(OfARule))]
    [MemberData(nameof(OfAnApproval))]
    public void Problem_IsToldAtItsPlace(string document, int line, int column, string fragment)
    {
        var error = Given.Errors(document)[0];

        Assert.Contains(fragment, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    private static string Approval(string terms, string action = "escalate") =>
        $"rules: [{{ action: {action}, approval: {{ {terms} }} }}]";
}
