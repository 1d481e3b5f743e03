using System.Text;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Conformance.Fixture;

/// <summary>Compares requests by all that is stored of them: the lists in records compare by reference.</summary>
public static class Comparing
{
    public static string ToText(this ApprovalRequest request) =>
        Encoding.UTF8.GetString(new RequestRecord { Request = request }.ToJson());

    public static void AssertSame(ApprovalRequest expected, ApprovalRequest? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.ToText(), actual.ToText());
    }
}
