using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Approvals.Web.Problems;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

/// <summary>Holds the document's table of codes and the code together.</summary>
public sealed partial class CodesTests
{
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
