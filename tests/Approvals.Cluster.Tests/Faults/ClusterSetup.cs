namespace Approvals.Cluster.Tests.Faults;

/// <summary>What a cluster of processes is started with.</summary>
internal sealed record ClusterSetup
{
    /// <summary>Whose certificates the nodes show each other; null for no TLS.</summary>
    public TestAuthority? Authority { get; init; }

    /// <summary>More settings, for all nodes, by the names of environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether a <see cref="Link"/> lies between the nodes and the database.</summary>
    public bool HasLink { get; init; }

    /// <summary>Where PostgreSQL has its write-ahead log; null for where it has all.</summary>
    public string? LogDirectory { get; init; }

    /// <summary>How far the first silo's clock is off, as faketime reads it.</summary>
    public string? ClockOfTheFirst { get; init; }
}
