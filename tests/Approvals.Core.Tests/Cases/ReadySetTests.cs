using Approvals.Core.Tests.Architecture;

namespace Approvals.Core.Tests.Cases;

/// <summary>The policies that a team starts from.</summary>
public sealed class ReadySetTests
{
    /// <summary>As it stands on the project's seed page.</summary>
    private const string SeedRule = """
        rules:
          - tool: "payment.send"
            action: escalate
            when:
              args.amount:
                gt: 100
            reason: "Payments over $100 require approval"

        """;

    private static readonly IEnumerable<string> Sets = SourceTree.Files.Where(f =>
        f.StartsWith("policies/", StringComparison.Ordinal) && f.EndsWith(".yaml", StringComparison.Ordinal)
        && !f.StartsWith("policies/cases/", StringComparison.Ordinal));

    [Fact]
    public void SeedRule_StandsThereWordForWord() =>
        Assert.Contains($"\n{SeedRule}", SourceTree.Read("policies/ready/seed.yaml"), StringComparison.Ordinal);

    [Fact]
    public void EverySet_NamesTheSchema_AndItselfAsItsFile() => Assert.All(Sets, file =>
    {
        var text = SourceTree.Read(file);
        var schema = file.Count(c => c == '/') == 1 ? "policy.schema.json" : "../policy.schema.json";
        Assert.StartsWith($"# yaml-language-server: $schema={schema}\n", text, StringComparison.Ordinal);
        Assert.Contains($"\npolicy: {Path.GetFileNameWithoutExtension(file)}\n", text, StringComparison.Ordinal);
    });
}
