using Approvals.Cluster.Tests.Fixture;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(FaultsFirst))]
// Clusters of processes mostly wait for each other: one more than there are cores.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

namespace Approvals.Cluster.Tests.Fixture;

/// <summary>What takes longest begins first, beside the rest.</summary>
public sealed class FaultsFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => c.TestCollectionDisplayName.Contains("Faults", StringComparison.Ordinal))
            .ThenBy(c => c.TestCollectionDisplayName, StringComparer.Ordinal)];
}
