using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies;

/// <summary>Compiles policies and puts actions to them.</summary>
internal static class Given
{
    public static readonly PolicyName Name = new("payments");

    public static PolicyCompilation Compilation(string document) => PolicyCompiler.Compile(document, Name);

    public static Policy Policy(string document, string name = "payments") =>
        PolicyCompiler.Compile(document, new PolicyName(name)) switch
        {
            PolicyCompilation.Compiled(var policy) => policy,
            PolicyCompilation.Refused(var errors) => throw new ArgumentException(string.Join('\n', errors), nameof(document)),
            var other => throw new ArgumentException(other.ToString(), nameof(document)),
        };

    public static ImmutableArray<PolicyError> Errors(string document) =>
        Assert.IsType<PolicyCompilation.Refused>(Compilation(document)).Errors;

    /// <summary>The documents published under the names p1, p2 and so on.</summary>
    public static PolicySet Set(params string[] documents) =>
        new(documents.Select((d, i) => Published(d, $"p{i + 1}")));

    public static PublishedPolicy Published(string document, string name, int version = 1) =>
        new(Policy(document, name), version, document, Some.Time, "alice");

    public static ProposedAction Action(string args, string tool = "payment.send", string? environment = null, string? context = null) =>
        new(Some.Agent, tool, Some.Json(args).Element, environment, context is null ? null : Some.Json(context).Element);

    /// <summary>What one condition, in YAML's flow style, makes of the arguments.</summary>
    public static Truth Truth(string when, string args) => Condition(when).Evaluate(Action(args));

    public static Condition Condition(string when)
    {
        var rule = Assert.Single(Policy($"rules: [{{ action: deny, when: {when} }}]").Rules);
        return Assert.IsType<Condition>(rule.When, exactMatch: false);
    }
}
