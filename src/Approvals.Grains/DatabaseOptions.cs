namespace Approvals.Grains;

/// <summary>Where a cluster keeps its records.</summary>
public sealed record DatabaseOptions
{
    /// <summary>Of the PostgreSQL database, as Npgsql reads it.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Under which the records stand: the same for ever, whatever the cluster that serves them is named.</summary>
    public string ServiceId { get; init; } = "approvals";
}
