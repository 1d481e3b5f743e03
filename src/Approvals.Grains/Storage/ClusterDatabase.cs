using Npgsql;

namespace Approvals.Grains.Storage;

/// <summary>The cluster's PostgreSQL, for what is not a grain's record.</summary>
internal sealed class ClusterDatabase : IAsyncDisposable
{
    public ClusterDatabase(DatabaseOptions options)
    {
        Source = NpgsqlDataSource.Create(options.ConnectionString);
        Service = options.ServiceId;
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Under which the grains' records stand.</summary>
    public string Service { get; }

    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }

    public async Task<int> ExecuteAsync(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T?> ReadFirstAsync<T>(string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async Task<List<T>> ReadAsync<T>(Func<NpgsqlDataReader, T> read, string sql, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
