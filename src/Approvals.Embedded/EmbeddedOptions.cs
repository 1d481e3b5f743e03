namespace Approvals.Embedded;

/// <summary>How the embedded engine runs.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The database file. A lock file and SQLite's own files stand beside it.</summary>
    public required string Path { get; init; }

    /// <summary>The most commands that wait for the writer; more are refused.</summary>
    public int QueueLength { get; init; } = 10_000;

    /// <summary>The most commands that go into one commit, acknowledgements of effects aside.</summary>
    public int BatchSize { get; init; } = 1_024;

    /// <summary>The most requests that are kept in memory, the last used; a few KB each.</summary>
    public int LiveRequests { get; init; } = 32_768;

    /// <summary>How many requests come before their ids are brought to the file together; until then they are in memory, too.</summary>
    public int RecentIds { get; init; } = 32_768;

    /// <summary>How long a write waits where another program has locked the file.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
