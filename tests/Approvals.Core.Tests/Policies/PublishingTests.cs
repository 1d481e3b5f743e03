using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

public class PublishingTests
{
    private const string Document = "rules: [{ action: deny }]";

    private static readonly PublishedPolicy Third = Given.Published(Document, "payments", version: 3);

    [Fact]
    public void FirstPublication_IsVersionOne()
    {
        var published = Assert.IsType<PublishOutcome.Published>(Publish(null, Document, ifVersion: 0)).Policy;

        Assert.Equal(1, published.Version);
        Assert.Equal(Document, published.Source);
        Assert.Equal(Some.Time, published.PublishedAt);
        Assert.Equal("alice", published.PublishedBy);
        Assert.Equal(new PolicyPin(Given.Name, 1, Some.Hash(Document)), published.Pin);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3)]
    public void LaterPublication_CountsOn(int? ifVersion) =>
        Assert.Equal(4, Assert.IsType<PublishOutcome.Published>(Publish(Third, Document + " # new", ifVersion)).Policy.Version);

    [Fact]
    public void SameText_KeepsTheVersionInForce() =>
        Assert.Same(Third, Assert.IsType<PublishOutcome.Published>(Publish(Third, Document, ifVersion: null)).Policy);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void AuthorWhoSawAnotherVersion_IsToldWhichIsInForce(int seen) =>
        Assert.Equal(3, Assert.IsType<PublishOutcome.VersionMismatch>(Publish(Third, Document + " # new", seen)).InForce);

    [Fact]
    public void AuthorWhoSawAVersionWhereThereIsNone_IsToldSo() =>
        Assert.Equal(0, Assert.IsType<PublishOutcome.VersionMismatch>(Publish(null, Document, 1)).InForce);

    [Fact]
    public void DocumentThatDoesNotCompile_IsRefusedWithItsErrors() =>
        Assert.Equal(2, Assert.IsType<PublishOutcome.Refused>(Publish(Third, "rules: []\ndefault: maybe", null)).Errors.Length);

    [Fact]
    public void DocumentOfAnotherName_IsRefused()
    {
        var outcome = Publish(null, "policy: other\n" + Document, null);

        var error = Assert.Single(Assert.IsType<PublishOutcome.Refused>(outcome).Errors);
        Assert.Contains("is named 'other' and published as 'payments'", error.Message, StringComparison.Ordinal);
    }

    private static PublishOutcome Publish(PublishedPolicy? inForce, string document, int? ifVersion) =>
        Publishing.Publish(
            inForce, new Publication(Given.Name, document, ifVersion, "alice"), PolicyDraft.Of(document, Given.Name), Some.Time);
}
