using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

/// <summary>Requests are found by their ids whether those are in memory, on their way to the file, or there.</summary>
public sealed class RequestIdTests
{
    private const int Run = 8;

    [Fact]
    public async Task EveryRequest_IsFoundAndRepeatedAtEveryMoment()
    {
        await using var engine = await NewAsync();
        var asked = new List<ApprovalRequest>();
        for (var i = 0; i < 5 * Run; i++)
        {
            asked.Add(await engine.SubmitAsync(Demo.Payment($"pay {i}")));
            await AssertKnownAsync(engine, asked);
        }

        await UntilMovedAsync(engine, asked);
        await AssertKnownAsync(engine, asked);
        await engine.CloseAsync();
        Assert.Empty(DatabaseCheck.FindProblems(engine.File));
    }

    [Fact]
    public async Task IdsThatACrashLeftOnTheirWay_AreFoundByTheNextProcess()
    {
        await using var engine = await NewAsync();
        var asked = new List<ApprovalRequest>();
        while (!IsOnItsWay(engine))
        {
            asked.Add(await engine.SubmitAsync(Demo.Payment($"pay {asked.Count}")));
        }

        await engine.CrashAsync();
        Assert.Empty(DatabaseCheck.FindProblems(engine.File));
        await AssertKnownAsync(engine, asked);
        await UntilMovedAsync(engine, asked);
        await AssertKnownAsync(engine, asked);
        Assert.Empty(DatabaseCheck.FindProblems(engine.File));
    }

    [Fact]
    public async Task CommitThatFails_LeavesTheIdsWhereTheyWere()
    {
        await using var engine = await NewAsync();
        var asked = new List<ApprovalRequest>();
        while (!IsOnItsWay(engine))
        {
            asked.Add(await engine.SubmitAsync(Demo.Payment($"pay {asked.Count}")));
        }

        await WhileClosedAsync(engine, "CREATE TRIGGER no_room AFTER INSERT ON request_ids BEGIN SELECT RAISE(ABORT, 'no room'); END");
        var failing = await SubmitUntilItFailsAsync(engine, asked);
        Assert.Null(await engine.Engine.Requests.FindAsync(failing.Tenant, failing.Id, default));
        await WhileClosedAsync(engine, "DROP TRIGGER no_room");

        asked.Add(await engine.SubmitAsync(failing));
        await UntilMovedAsync(engine, asked);
        await AssertKnownAsync(engine, asked);
        await engine.CloseAsync();
        Assert.Empty(DatabaseCheck.FindProblems(engine.File));
    }

    [Theory]
    [InlineData("DELETE FROM request_ids_end", "request_ids_end has not one row")]
    [InlineData("INSERT INTO requests SELECT seq + 1000, tenant, id, version, status, tool, agent, executor, roles, due_after, record, changed FROM requests LIMIT 1", "Two requests of tenant demo")]
    public async Task FileThatMightHaveOneIdTwice_RefusesTheStart(string damage, string expected)
    {
        await using var engine = await NewAsync();
        await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.CloseAsync();
        Assert.Equal(1, RawDatabase.Execute(engine.File, damage));

        Assert.Contains(expected, Assert.Throws<EngineStartException>(engine.Open).Message, StringComparison.Ordinal);
        Assert.NotEmpty(DatabaseCheck.FindProblems(engine.File));
    }

    private static async Task WhileClosedAsync(TestEngine engine, string sql)
    {
        await engine.CloseAsync();
        RawDatabase.Execute(engine.File, sql);
        engine.Open();
    }

    private static async Task<Submission> SubmitUntilItFailsAsync(TestEngine engine, List<ApprovalRequest> asked)
    {
        for (var i = 0; i < 1_000; i++)
        {
            var submission = Demo.Payment($"more {i}");
            try
            {
                asked.Add(await engine.SubmitAsync(submission));
            }
            catch (Core.Ports.EngineException)
            {
                return submission;
            }
        }

        throw new InvalidOperationException("No commit failed.");
    }

    private static async Task<TestEngine> NewAsync()
    {
        var engine = TestEngine.Closed();
        engine.Options = engine.Options with { RecentIds = Run, LiveRequests = 4 };
        engine.Open();
        await engine.CreateTenantAsync(Demo.Tenant);
        return engine;
    }

    private static async Task AssertKnownAsync(TestEngine engine, List<ApprovalRequest> asked)
    {
        foreach (var request in asked)
        {
            Comparing.AssertSame(request, await engine.FindAsync(request));
        }

        var repeated = await engine.Engine.Requests.SubmitAsync(Demo.Payment("pay 0"), default);
        Assert.Equal(asked[0].Id, Assert.IsType<SubmitOutcome.Repeated>(repeated).Request.Id);
    }

    /// <summary>Asks on until what was asked before is in the file's order.</summary>
    private static async Task UntilMovedAsync(TestEngine engine, List<ApprovalRequest> asked)
    {
        var last = asked.Count;
        while ((long)RawDatabase.Read(engine.File, "SELECT seq FROM request_ids_end")! < last)
        {
            asked.Add(await engine.SubmitAsync(Demo.Payment($"pay {asked.Count}")));
        }
    }

    /// <summary>Whether a run has begun to come to the file, and is not done.</summary>
    private static bool IsOnItsWay(TestEngine engine) => 1L.Equals(RawDatabase.Read(
        engine.File, "SELECT (SELECT count(*) FROM request_ids) > (SELECT seq FROM request_ids_end)"));
}
