using Approvals.Core.Ports;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Embedded.Tests.Fixture;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Tests;

public sealed class StorageFailureTests
{
    [Fact]
    public async Task FileThatAnotherProgramHolds_FailsTheCommandsAndIsNotReadyUntilOneSucceeds()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CloseAsync();
        engine.Options = engine.Options with { BusyTimeout = TimeSpan.Zero };
        engine.Open();
        var submission = Demo.Payment("pay");
        await using (var other = new SqliteConnection($"Data Source={engine.File};Pooling=False"))
        {
            await other.OpenAsync();
            await using var begin = other.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            await begin.ExecuteNonQueryAsync();

            await Assert.ThrowsAsync<EngineException>(() => engine.Engine.Requests.SubmitAsync(submission, default).InTime());
            Assert.False(engine.Engine.IsReady);
            Assert.Null(await engine.Engine.Requests.FindAsync(submission.Tenant, submission.Id, default));
        }

        await engine.SubmitAsync(submission);
        Assert.True(engine.Engine.IsReady);
    }

    [Fact]
    public async Task Readiness_ComesBackByItself()
    {
        await using var engine = await TestEngine.NewAsync();
        var damage = "CREATE TRIGGER no_room BEFORE INSERT ON requests BEGIN SELECT RAISE(ABORT, 'no room'); END";
        await engine.CloseAsync();
        RawDatabase.Execute(engine.File, damage);
        engine.Open();
        var submission = Demo.Payment("pay");
        await Assert.ThrowsAsync<EngineException>(() => engine.Engine.Requests.SubmitAsync(submission, default).InTime());
        Assert.False(engine.Engine.IsReady);

        engine.Time.Advance(TimeSpan.FromSeconds(1));
        // Answered after the probe that is before it; it writes nothing itself.
        Assert.Null(await engine.Engine.Requests.FindAsync(submission.Tenant, submission.Id, default));
        await engine.Engine.Requests.ReviewAsync(
            submission.Tenant, submission.Id, Demo.Alice, Verdict.Approve.Says(submission.Action.Digest), default).InTime();

        Assert.True(engine.Engine.IsReady);
    }

    [Fact]
    public async Task FullDisk_FailsTheCommandsStoresNothingHalfAndGoesOnWhenThereIsRoom()
    {
        await using var disk = await SmallDisk.MountAsync();
        await using var engine = TestEngine.Closed();
        engine.Options = engine.Options with { Path = disk["approvals.db"] };
        engine.Open();
        await engine.CreateTenantAsync(Demo.Tenant);
        await File.WriteAllBytesAsync(disk["filler"], new byte[1_000_000]);
        var stored = new List<ApprovalRequest>();
        var submission = Demo.Payment("0");
        while (await TrySubmitAsync(engine, submission) is { } request)
        {
            stored.Add(request);
            submission = Demo.Payment($"{stored.Count}");
        }

        Assert.False(engine.Engine.IsReady);
        Assert.Null(await engine.Engine.Requests.FindAsync(submission.Tenant, submission.Id, default));
        File.Delete(disk["filler"]);

        stored.Add(await engine.SubmitAsync(submission));
        Assert.True(engine.Engine.IsReady);
        await engine.ReopenAsync();
        foreach (var request in stored)
        {
            Comparing.AssertSame(request, await engine.FindAsync(request));
        }
    }

    [Fact]
    public async Task ReadOnlyDisk_RefusesTheStart()
    {
        await using var disk = await SmallDisk.MountAsync();
        await using var engine = TestEngine.Closed();
        engine.Options = engine.Options with { Path = disk["approvals.db"] };
        engine.Open();
        await engine.CloseAsync();
        await disk.MakeReadOnlyAsync();

        var refused = Assert.Throws<EngineStartException>(engine.Open);

        Assert.Contains("cannot be written to", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RecheckThatCannotBeStored_IsMadeWhenItCanBe()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.CloseAsync();
        RawDatabase.Execute(engine.File, "CREATE TRIGGER refuse BEFORE UPDATE OF roles ON requests BEGIN SELECT RAISE(ABORT, 'no'); END");
        engine.Open();
        engine.Start();
        await engine.Tenants.ChangeAsync(Demo.Tenant, [Demo.Person(Demo.Bob)], default);
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (engine.Engine.IsReady)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        // What follows the failure has its turn among these.
        for (var i = 0; i < 200; i++)
        {
            await engine.SubmitAsync(Demo.Payment($"small {i}", amount: 1));
        }

        await engine.CloseAsync();
        RawDatabase.Execute(engine.File, "DROP TRIGGER refuse");
        engine.Open();
        engine.Start();

        Assert.Equal([1], (await engine.Channel.NextAsync<Effect.AskOwners>(request.Id)).Delivery.Request.StepIns);
    }

    [Fact]
    public async Task WhoWasTold_IsNotToldAgain_WhileThatCannotBeStored()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.PutAsync(
            new TenantChange.PutChannel(new TenantChannel
            {
                Name = new ChannelName("mail"),
                Settings = new ChannelSettings.Email { Host = "mail.example", Port = 25, From = "approvals@example.com" },
            }),
            new TenantChange.PutReviewer(new Reviewer
            {
                Id = Demo.Carol,
                Roles = [Demo.Owner],
                Reachable = new Reachability { Contacts = new Contacts { Email = "carol@example.com" } },
            }));
        var request = await engine.SubmitAsync(Demo.Release("release"));
        await engine.CloseAsync();
        // Until it is dropped, what is told cannot be stored; who is to be told, can.
        RawDatabase.Execute(engine.File, "CREATE TRIGGER refuse BEFORE UPDATE ON requests WHEN instr(CAST(new.record AS TEXT), '\"told\"') > 0 BEGIN SELECT RAISE(ABORT, 'no'); END");
        engine.Open();
        engine.Start();
        await engine.Channel.NextAsync<Effect.Tell>(request.Id);

        for (var second = 0; second < 60; second++)
        {
            engine.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        Assert.Single(engine.Channel.Attempts, a => a.Effect is Effect.Tell);
        Assert.Null((await engine.FoundAsync(request)).Told);
        await engine.CloseAsync();
        RawDatabase.Execute(engine.File, "DROP TRIGGER refuse");
        engine.Open();
        engine.Start();

        // A stop forgets it: then it is told once more.
        await engine.Channel.NextAsync<Effect.Tell>(request.Id);
    }

    [Fact]
    public async Task FileThatAnotherProgramWrites_IsNotDecidedOnAnyMore()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        RawDatabase.Execute(engine.File, "UPDATE requests SET tool = 'other'");

        var refused = await Assert.ThrowsAsync<EngineException>(() => engine.ReviewAsync(request, Demo.Alice));

        Assert.Contains("Another program writes", refused.Message, StringComparison.Ordinal);
        Assert.False(engine.Engine.IsReady);
        await Assert.ThrowsAsync<EngineException>(() => engine.SubmitAsync(Demo.Payment("other")));
        await engine.ReopenAsync();
        Assert.True(engine.Engine.IsReady);
    }

    [Fact]
    public async Task CommitThatSqliteRollsBackItself_FailsTheCommands()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.CloseAsync();
        RawDatabase.Execute(engine.File, "CREATE TRIGGER refuse BEFORE UPDATE ON requests BEGIN SELECT RAISE(ROLLBACK, 'no'); END");
        engine.Open();

        await Assert.ThrowsAsync<EngineException>(() => engine.ReviewAsync(request, Demo.Alice));

        Assert.False(engine.Engine.IsReady);
        Comparing.AssertSame(request, await engine.FindAsync(request));
    }

    [Fact]
    public async Task CorruptPages_FailTheCommandsAndAreNeverReadyAgain()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.CloseAsync();
        await CorruptAsync(engine, "requests_by_agent");
        engine.Open();

        await Assert.ThrowsAsync<EngineException>(() => engine.SubmitAsync(Demo.Payment("other")));

        Assert.False(engine.Engine.IsReady);
        await Assert.ThrowsAsync<EngineException>(() => engine.ReviewAsync(request, Demo.Alice));
    }

    [Fact]
    public async Task CorruptPages_FailTheReading()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.ReopenAsync();
        await CorruptAsync(engine, "requests");

        await Assert.ThrowsAsync<EngineException>(() => engine.FindAsync(request));
    }

    [Fact]
    public async Task CorruptRequests_RefuseTheStart()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.CloseAsync();
        await CorruptAsync(engine, "requests");

        var refused = Assert.Throws<EngineStartException>(engine.Open);

        Assert.Contains(engine.File, refused.Message, StringComparison.Ordinal);
    }

    private static async Task CorruptAsync(TestEngine engine, string table)
    {
        var root = (long)RawDatabase.Read(engine.File, $"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'")!;
        await using var file = new FileStream(engine.File, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = (root - 1) * 4096;
        await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
    }

    private static async Task<ApprovalRequest?> TrySubmitAsync(TestEngine engine, Submission submission)
    {
        try
        {
            return await engine.SubmitAsync(submission);
        }
        catch (EngineException)
        {
            return null;
        }
    }
}
