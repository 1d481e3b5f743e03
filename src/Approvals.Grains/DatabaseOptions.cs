using Npgsql;

namespace Approvals.Grains;

/// <summary>Where a cluster keeps its records.</summary>
public sealed record DatabaseOptions
{
    private const int StatementsPrepared = 64;

    /// <summary>A database with few processors does less at once, not more, if it is asked by many.</summary>
    private const int Connections = 16;

    private const string PoolSize = "Maximum Pool Size";

    /// <summary>Of the PostgreSQL database, as Npgsql reads it.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Under which the records stand: the same for ever, whatever the cluster that serves them is named.</summary>
    public string ServiceId { get; init; } = "approvals";

    /// <summary>The connection string with what it needs to be used: the password, and statements prepared.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static string Complete(string connectionString, string? password)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Password = password ?? builder.Password;
        // What Orleans and the grains say is always the same: prepared, it costs half.
        builder.MaxAutoPrepare = builder.MaxAutoPrepare == 0 ? StatementsPrepared : builder.MaxAutoPrepare;
        builder.MaxPoolSize = builder.ShouldSerialize(PoolSize) ? builder.MaxPoolSize : Connections;
        // Nothing is set for a session, so that there is nothing to set back, which takes seven statements each time.
        builder.NoResetOnClose = true;
        return builder.ConnectionString;
    }
}
