using System.Collections.Immutable;
using Approvals.Cli.Output;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Cases;

namespace Approvals.Cli.Files;

/// <summary>The cases of one document, and the policies that they are about.</summary>
/// <param name="Document">A policy, or a file of cases.</param>
/// <param name="Policies">Evaluated as one set.</param>
/// <param name="Cases">Their lines are the document's.</param>
internal sealed record CaseSet(PolicyDocument Document, PolicySet Policies, ImmutableArray<PolicyCase> Cases)
{
    /// <summary>Null where something does not compile or cannot be read, which is told.</summary>
    public static CaseSet? Read(PolicyDocument document, Screen screen) =>
        document.IsCaseFile ? ReadCaseFile(document, screen) : ReadPolicy(document, screen);

    private static CaseSet? ReadPolicy(PolicyDocument document, Screen screen)
    {
        switch (document.Compile())
        {
            case PolicyCompilation.Compiled(var policy):
                return new CaseSet(document, SetOf([policy], document), policy.Cases);
            case PolicyCompilation.Refused(var errors):
                return Refuse(errors, document, screen);
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is not a compilation.");
        }
    }

    private static CaseSet? ReadCaseFile(PolicyDocument document, Screen screen)
    {
        switch (CaseFileCompiler.Compile(document.Source))
        {
            case CaseFileCompilation.Compiled(var file):
                var policies = file.Policies.Select(p => Find(p, document, screen)).OfType<Policy>().ToImmutableArray();
                return policies.Length == file.Policies.Length && AreNamedApart(policies, document, screen)
                    ? new CaseSet(document, SetOf(policies, document), file.Cases)
                    : null;
            case CaseFileCompilation.Refused(var errors):
                return Refuse(errors, document, screen);
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is not a compilation.");
        }
    }

    private static Policy? Find(CaseFilePolicy policy, PolicyDocument document, Screen screen) => policy switch
    {
        CaseFilePolicy.Inline(var inline) => inline,
        CaseFilePolicy.InFile named => Load(named, document, screen),
        _ => throw new InvalidOperationException($"{policy.GetType().Name} is not a policy of a case file."),
    };

    private static Policy? Load(CaseFilePolicy.InFile named, PolicyDocument document, Screen screen)
    {
        if (PolicyFile.Load(Path.Combine(Path.GetDirectoryName(document.File) ?? "", named.Path), screen) is { } file)
        {
            return file.Policy;
        }

        screen.Error(screen.ExitCode, $"{document.PlaceOf(named.Line, named.Column)}: These cases are about '{named.Path}', which is no policy.");
        return null;
    }

    private static bool AreNamedApart(ImmutableArray<Policy> policies, PolicyDocument document, Screen screen)
    {
        if (policies.GroupBy(p => p.Name).FirstOrDefault(g => g.Count() > 1) is not { } same)
        {
            return true;
        }

        screen.Error(ExitCode.BadFile, $"{document.PlaceOf(1, 1)}: Two policies of these cases are named '{same.Key}'; they are one set, in which names are unique.");
        return false;
    }

    private static PolicySet SetOf(ImmutableArray<Policy> policies, PolicyDocument document) =>
        new(policies.Select(p => new PublishedPolicy(p, 1, document.Source, DateTimeOffset.UnixEpoch, document.File)));

    private static CaseSet? Refuse(ImmutableArray<PolicyError> errors, PolicyDocument document, Screen screen)
    {
        foreach (var error in errors)
        {
            screen.Error(ExitCode.BadPolicy, document.Tell(error));
        }

        return null;
    }
}
