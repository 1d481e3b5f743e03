using Approvals.Core.Policies.Cases;

namespace Approvals.Core.Tests.Policies;

/// <summary>Files of cases, apart from the policies that they are about.</summary>
public class CaseFileTests
{
    private const string Cases = "cases: [{ action: { tool: a }, expect: { decision: deny } }]";

    [Fact]
    public void Policies_StandInTheFileOrInFilesOfTheirOwn()
    {
        var file = Assert.IsType<CaseFileCompilation.Compiled>(CaseFileCompiler.Compile($$"""
            description: how they go together
            policy:
              - ../payments.yaml
              - { policy: inner, rules: [{ action: deny }] }
              - { rules: [{ action: allow }] }
            {{Cases}}
            """)).File;

        Assert.Equal("how they go together", file.Description);
        Assert.Equal(new CaseFilePolicy.InFile("../payments.yaml", 3, 5), file.Policies[0]);
        Assert.Equal(
            ["inner", "policy-3"],
            file.Policies.OfType<CaseFilePolicy.Inline>().Select(p => p.Policy.Name.Value));
        Assert.Equal("case-1", Assert.Single(file.Cases).Name);
    }

    [Theory]
    [InlineData("policy: ../payments.yaml")]
    [InlineData("policy: { rules: [{ action: deny }] }")]
    public void OnePolicy_NeedsNoList(string policy) => Assert.Single(
        Assert.IsType<CaseFileCompilation.Compiled>(CaseFileCompiler.Compile($"{policy}\n{Cases}")).File.Policies);

    [Theory]
    [InlineData(Cases, "A file of cases has a 'policy'")]
    [InlineData("policy: a.yaml", "A file of cases has 'cases'")]
    [InlineData("policy: { rules: [] }\n" + Cases, "'rules' is empty")]
    [InlineData("policy: [[a]]\n" + Cases, "'policy' is a policy, or the name of its file, not a list")]
    [InlineData("policy: a.yaml\npolciy: b.yaml\n" + Cases, "A file of cases has no key 'polciy' (did you mean 'policy'?)")]
    [InlineData("policy: [{ policy: a, rules: [{ action: deny }] }, { policy: a, rules: [{ action: deny }] }]\n" + Cases, "Two policies of the file have the same name")]
    [InlineData("[", "This is not YAML")]
    [InlineData("", "The document is empty")]
    public void FileOfAnotherForm_IsRefused(string file, string fragment) => Assert.Contains(
        Assert.IsType<CaseFileCompilation.Refused>(CaseFileCompiler.Compile(file)).Errors,
        e => e.Message.Contains(fragment, StringComparison.Ordinal));
}
