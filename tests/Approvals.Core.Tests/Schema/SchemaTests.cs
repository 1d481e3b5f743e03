using Approvals.Core.Policies;
using Approvals.Core.Tests.Policies;

namespace Approvals.Core.Tests.Schema;

/// <summary>Holds <c>policies/policy.schema.json</c> and the compiler together: what one takes, the other takes.</summary>
public sealed class SchemaTests
{
    private const string NotInstalled = "Run 'npm ci' in tests/Approvals.Core.Tests/Node.";

    [Fact]
    public async Task PublishedPolicies_AreTakenByBoth()
    {
        Assert.SkipUnless(Validator.IsInstalled, NotInstalled);
        string[] documents = [.. Documents.Published.Select(d => d.Text).Where(Documents.IsPolicy), .. Documents.Everything];
        Assert.All(await Validator.ValidateAsync(documents), Assert.Null);
        Assert.All(documents, d => Assert.IsType<PolicyCompilation.Compiled>(Given.Compilation(d)));
    }

    [Fact]
    public async Task MutatedPolicies_AreTakenByBoth_OrByNeither()
    {
        Assert.SkipUnless(Validator.IsInstalled, NotInstalled);
        string[] documents = [.. Documents.Everything.SelectMany(Mutations.Of)];
        var (taken, disagreed) = await CompareAsync(documents);
        Assert.True(taken > 1_000 && documents.Length - taken > 10_000, $"{taken} of {documents.Length} are taken, which tests too little.");
        Assert.Empty(disagreed);
    }

    [Fact]
    public async Task WhatTheCompilerRefusesInItsTests_TheSchemaRefuses_UnlessItCannotSayIt()
    {
        Assert.SkipUnless(Validator.IsInstalled, NotInstalled);
        string[] documents = [.. Documents.Refused];
        var against = await Validator.ValidateAsync(documents);
        Assert.InRange(documents.Length, 100, int.MaxValue);
        Assert.All(documents.Zip(against), d => Assert.True(
            d.Second is not null || Given.Errors(d.First).All(Unsayable.IsAny), $"{string.Join("; ", Given.Errors(d.First))}\n{d.First}"));
    }

    [Fact]
    public async Task WhatTheSchemaCannotSay_TheCompilerAloneRefuses()
    {
        Assert.SkipUnless(Validator.IsInstalled, NotInstalled);
        (string Message, string Document)[] all = [.. Unsayable.All, .. Unsayable.Spellings];
        Assert.All(await Validator.ValidateAsync([.. all.Select(u => u.Document)]), Assert.Null);
        Assert.All(all, u => Assert.Contains(u.Message, Assert.Single(Given.Errors(u.Document)).Message, StringComparison.Ordinal));
    }

    /// <summary>How many the compiler takes, and where the schema says otherwise.</summary>
    private static async Task<(int Taken, List<string> Disagreed)> CompareAsync(string[] documents)
    {
        var against = await Validator.ValidateAsync(documents);
        var (taken, disagreed) = (0, new List<string>());
        foreach (var (document, problem) in documents.Zip(against))
        {
            switch (Given.Compilation(document))
            {
                case PolicyCompilation.Compiled:
                    taken++;
                    if (problem is not null)
                    {
                        disagreed.Add($"The schema alone refuses: {problem}\n{document}");
                    }

                    break;
                case PolicyCompilation.Refused(var errors) when problem is null && !errors.All(Unsayable.Is):
                    disagreed.Add($"The compiler alone refuses: {string.Join("; ", errors.Where(e => !Unsayable.Is(e)))}\n{document}");
                    break;
            }
        }

        return (taken, disagreed);
    }
}
