using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Approvals.Web.Problems;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Codes;

/// <summary>Holds the codes, the document's table of them, and the calls that are answered with them together.</summary>
public sealed partial class CodesTests(OwnServer server) : IClassFixture<OwnServer>
{
    private readonly CodeCases _cases = new(server);

    public static TheoryData<string> AllCodes => [.. ProblemCode.All.Select(c => c.Code)];

    [Theory]
    [MemberData(nameof(AllCodes))]
    public async Task EveryCode_IsAnsweredOverHttp_WithItsStatus(string code) =>
        (await _cases.All[code]()).ExpectProblem(ProblemCode.All.Single(c => c.Code == code).Status, code);

    [Fact]
    public void NoCallIsLeftOfACodeThatIsGone() =>
        Assert.Equal(ProblemCode.All.Select(c => c.Code).Order(), _cases.All.Keys.Order());

    [Fact]
    public void TheTableHasEveryCode_WithItsStatus_AndNoOther() => Assert.Equal(
        ProblemCode.All.Select(c => (c.Code, c.Status)).Order(),
        Row().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md")))
            .Select(m => (m.Groups["code"].Value, int.Parse(m.Groups["status"].Value, CultureInfo.InvariantCulture))).Order());

    [Fact]
    public void TheListIsComplete() => Assert.Equal(
        typeof(ProblemCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (ProblemCode)f.GetValue(null)!),
        ProblemCode.All);

    [GeneratedRegex(@"^\| `(?<code>\w+)` \| (?<status>\d{3}) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Row();
}
