using Approvals.Core.Requests;
using Approvals.Embedded.Storage;
using Approvals.Embedded.Tests.Fixture;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Tests;

public sealed class InboxTests
{
    private static readonly Viewer.Person Both = Demo.Viewer(Demo.Bob, Demo.Finance, Demo.Owner);
    private static readonly RequestFilter Pending = new() { Viewer = new Viewer.Auditor(), Status = RequestStatus.Pending };

    public static TheoryData<string> Filters => ["role", "reviewable", "viewer", "all"];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Page_IsAWalkOfTheInboxInItsOrder(string name)
    {
        await using var engine = await TestEngine.NewAsync();
        await using var connection = new SqliteConnection($"Data Source={engine.File};Pooling=False");
        await connection.OpenAsync();
        await using var command = RequestListing.Create(connection, Demo.Tenant, FilterOf(name), after: 1_000);
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        var plan = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                plan.Add(reader.GetString(3));
            }
        }

        Assert.Contains("SEARCH i USING PRIMARY KEY (tenant=? AND role=? AND seq<?)", plan);
        Assert.Contains("SEARCH requests USING INTEGER PRIMARY KEY (rowid=?)", plan);
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN r", StringComparison.Ordinal));
    }

    private static RequestFilter FilterOf(string name) => name switch
    {
        "role" => Pending with { Role = Demo.Finance },
        "reviewable" => Pending with { ReviewableBy = Both },
        "viewer" => Pending with { Viewer = Both },
        _ => Pending with { Viewer = Both, ReviewableBy = Both, Role = Demo.Finance },
    };
}
