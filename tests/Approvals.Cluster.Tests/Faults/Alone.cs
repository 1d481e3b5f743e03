namespace Approvals.Cluster.Tests.Faults;

/// <summary>Clusters of processes take the machine for themselves: their tests run one after the other, and after the rest.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
