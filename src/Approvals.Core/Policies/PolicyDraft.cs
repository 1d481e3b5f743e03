using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies.Cases;

namespace Approvals.Core.Policies;

/// <summary>A document that is about to be published: compiled, and its cases run. Only such a one can be.</summary>
public sealed record PolicyDraft
{
    private PolicyDraft(PolicyCompilation compilation) => Compilation = compilation;

    /// <summary>Refused as well where a case fails.</summary>
    public PolicyCompilation Compilation { get; }

    /// <param name="source">The document.</param>
    /// <param name="name">Under which name it is published.</param>
    public static PolicyDraft Of(string source, PolicyName name)
    {
        var compilation = PolicyCompiler.Compile(source, name);
        return new PolicyDraft(
            compilation is PolicyCompilation.Compiled(var policy) && RunCases(policy, source) is { IsEmpty: false } failures
                ? new PolicyCompilation.Refused(failures)
                : compilation);
    }

    /// <summary>The cases are about this policy alone, whatever else the tenant has.</summary>
    private static ImmutableArray<PolicyError> RunCases(Policy policy, string source)
    {
        var alone = new PolicySet([new PublishedPolicy(policy, 1, source, PolicyCase.StandardTime, "cases")]);
        return
        [
            .. policy.Cases.SelectMany(c => c.Run(alone).Select(c.ToError)).Take(PolicyCompiler.MaxErrors),
        ];
    }
}
