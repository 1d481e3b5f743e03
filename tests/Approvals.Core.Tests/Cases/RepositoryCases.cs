using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Cases;
using Approvals.Core.Tests.Architecture;
using Approvals.Core.Tests.Schema;

namespace Approvals.Core.Tests.Cases;

/// <summary>The cases of one document below <c>policies/</c>, and the policies that they are about.</summary>
/// <param name="File">From the repository's root on.</param>
/// <param name="Source">The document.</param>
/// <param name="Policies">Evaluated as one set.</param>
/// <param name="All">Its cases.</param>
internal sealed record RepositoryCases(string File, string Source, IReadOnlyList<Policy> Policies, IReadOnlyList<PolicyCase> All)
{
    public const string CaseFiles = "policies/cases/";

    public PolicySet Set => new(Policies.Select(p => new PublishedPolicy(p, 1, Source, Some.Time, File)));

    public string Names => string.Join(" and ", Policies.Select(p => p.Name));

    public static IReadOnlyList<RepositoryCases> Read() => [.. Documents.Published.Select(d => Read(d.File, d.Text))];

    private static RepositoryCases Read(string file, string text)
    {
        if (Documents.IsPolicy(text))
        {
            var policy = Compile(file, text);
            return new RepositoryCases(file, text, [policy], policy.Cases);
        }

        var cases = CaseFileCompiler.Compile(text) is CaseFileCompilation.Compiled(var compiled)
            ? compiled
            : throw new InvalidDataException($"{file} does not compile.");
        return new RepositoryCases(file, text, [.. cases.Policies.Select(p => Find(p, file))], cases.Cases);
    }

    private static Policy Find(CaseFilePolicy policy, string file)
    {
        if (policy is CaseFilePolicy.Inline(var inline))
        {
            return inline;
        }

        var path = Path.Combine(Path.GetDirectoryName(file)!, ((CaseFilePolicy.InFile)policy).Path);
        return Compile(path, SourceTree.Read(path));
    }

    private static Policy Compile(string file, string text) => PolicyCompiler.Compile(text, new PolicyName("nameless")) switch
    {
        PolicyCompilation.Compiled(var policy) => policy,
        PolicyCompilation.Refused(var errors) => throw new InvalidDataException($"{file}: {errors[0]}"),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is not a compilation."),
    };
}
