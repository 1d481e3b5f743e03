using Approvals.Cluster.Tests.Fixture;
using Approvals.Grains;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Approvals.Cluster.Tests;

/// <summary>The time of the cluster is its database's.</summary>
public sealed class DatabaseTimeTests
{
    [Fact]
    public async Task Time_IsTheDatabases()
    {
        var database = await PostgresServer.Shared.CreateDatabaseAsync();
        await using var time = await DatabaseTime.OpenAsync(database, NullLogger.Instance, default);

        var before = await Database.ReadAsync<DateTime>(database, "SELECT clock_timestamp()");
        var now = time.GetUtcNow();
        var after = await Database.ReadAsync<DateTime>(database, "SELECT clock_timestamp()");

        Assert.True(time.IsCertain);
        Assert.InRange(now.UtcDateTime, before - DatabaseTime.Tolerance, after + DatabaseTime.Tolerance);
    }

    [Fact]
    public async Task DatabaseThatDoesNotAnswer_TellsNoTime() => await Assert.ThrowsAnyAsync<NpgsqlException>(() =>
        DatabaseTime.OpenAsync("Host=127.0.0.1;Port=1;Username=nobody;Timeout=2", NullLogger.Instance, default));
}
