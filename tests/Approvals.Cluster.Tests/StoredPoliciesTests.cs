using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Storage;
using Approvals.Grains.Storage;

namespace Approvals.Cluster.Tests;

/// <summary>The stored format of policies: what was written loads for ever, and what cannot be read is refused.</summary>
public sealed class StoredPoliciesTests
{
    private static readonly byte[] First = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "policies-v1.json"));

    [Fact]
    public void FirstFormat_LoadsAndIsWrittenTheSame()
    {
        var record = PolicyRecord.FromJson(First);

        var policy = Assert.Single(record.Policies).Compile();
        Assert.Equal((3, new PolicyName("releases"), 2, "tests"), (record.Version, policy.Policy.Name, policy.Version, policy.PublishedBy));
        Assert.Equal(ManualTime.Start, policy.PublishedAt);
        Assert.Equal(Encoding.UTF8.GetString(First), Encoding.UTF8.GetString(record.ToJson()));
    }

    [Theory]
    [InlineData("\"format\":1", "\"format\":2")]
    [InlineData("\"format\":1,", "")]
    [InlineData("\"version\":3,", "\"version\":3,\"unheardOf\":1,")]
    [InlineData("\"policies\"", "\"rules\"")]
    [InlineData("}]}", "")]
    public void WhatCannotBeRead_IsRefused(string part, string edit) => Assert.Throws<StoredFormatException>(() =>
        PolicyRecord.FromJson(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(First).Replace(part, edit, StringComparison.Ordinal))));
}
