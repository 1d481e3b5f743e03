using System.Collections;
using System.Reflection;
using System.Text.Json;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies.Generated;

/// <summary>Compares policies by all that they hold, but for where it stood in their documents.</summary>
internal static class SamePolicy
{
    private static readonly string[] Places = ["Line", "Column", "EqualityContract"];

    public static void Check(object? expected, object? actual, string at = "policy")
    {
        switch (expected, actual)
        {
            case (null, _) or (_, null):
                Assert.True(expected is null && actual is null, at);
                break;
            case (JsonElement one, JsonElement other):
                Assert.Equal(one.GetRawText(), other.GetRawText());
                break;
            case (string or ValueType and not IEnumerable, _) or (NamePattern or ActionPath or LinearPattern or ReasonText, _):
                Assert.True(expected.ToString() == actual.ToString(), $"{at}: {expected} and {actual}");
                break;
            case (IEnumerable one, IEnumerable other):
                var (ones, others) = (one.Cast<object>().ToList(), other.Cast<object>().ToList());
                Assert.True(ones.Count == others.Count, $"{at}: {ones.Count} and {others.Count}");
                for (var i = 0; i < ones.Count; i++)
                {
                    Check(ones[i], others[i], $"{at}[{i}]");
                }

                break;
            default:
                CheckMembers(expected, actual, at);
                break;
        }
    }

    private static void CheckMembers(object expected, object actual, string at)
    {
        Assert.True(expected.GetType() == actual.GetType(), $"{at}: {expected.GetType()} and {actual.GetType()}");
        foreach (var member in expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => !Places.Contains(p.Name) && p.GetIndexParameters().Length == 0))
        {
            Check(member.GetValue(expected), member.GetValue(actual), $"{at}.{member.Name}");
        }
    }
}
