using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class BackupTests
{
    [Fact]
    public async Task CopyOfAnOpenDatabase_IsSoundAndHoldsWhatWasAnswered()
    {
        await using var engine = await TestEngine.NewStartedAsync();
        var request = await engine.SubmitApprovedAsync("pay");
        var pending = await engine.SubmitAsync(Demo.Payment("pending"));
        await using var copy = TestEngine.Closed();

        DatabaseBackup.Copy(engine.File, copy.File);

        await engine.SubmitAsync(Demo.Payment("the writer goes on"));
        Assert.Empty(DatabaseCheck.FindProblems(copy.File));
        Assert.Equal([copy.File], Directory.GetFiles(Path.GetDirectoryName(copy.File)!).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal) && !f.EndsWith("-wal", StringComparison.Ordinal)));
        copy.Open();
        Comparing.AssertSame(request, await copy.FindAsync(request));
        Comparing.AssertSame(pending, await copy.FindAsync(pending));
    }

    [Fact]
    public async Task PlaceAmongChanges_ThatTheCopyNeverCameTo_IsNoneOfIts()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.SubmitAsync(Demo.Payment("before"));
        var shared = await PlaceAsync(engine, null);
        await using var copy = TestEngine.Closed();
        DatabaseBackup.Copy(engine.File, copy.File);
        foreach (var name in Enumerable.Range(0, 5))
        {
            await engine.SubmitAsync(Demo.Payment($"lost-{name}"));
        }

        var lost = await PlaceAsync(engine, shared);
        copy.Open();
        var later = new List<RequestId>();
        foreach (var name in Enumerable.Range(0, 7))
        {
            later.Add((await copy.SubmitAsync(Demo.Payment($"later-{name}"))).Id);
        }

        await Assert.ThrowsAsync<ArgumentException>(() => PlaceAsync(copy, lost));
        var page = await copy.Changes.FollowAsync(Demo.Tenant, new Viewer.Auditor(), shared, 100, TimeSpan.Zero, default);
        Assert.Equal(later, page.Items.Select(i => i.Request.Id));
        // And it goes on over a start.
        await copy.ReopenAsync();
        Assert.Single((await copy.Changes.FollowAsync(Demo.Tenant, new Viewer.Auditor(), page.Items[^2].Place, 100, TimeSpan.Zero, default)).Items);
    }

    private static async Task<string> PlaceAsync(TestEngine engine, string? after) =>
        (await engine.Changes.FollowAsync(Demo.Tenant, new Viewer.Auditor(), after, 100, TimeSpan.Zero, default)).Next;

    [Fact]
    public async Task CopyOverAFile_IsRefused()
    {
        await using var engine = await TestEngine.NewAsync();
        await using var copy = TestEngine.Closed();
        await File.WriteAllTextAsync(copy.File, "mine");

        Assert.Throws<EngineStartException>(() => DatabaseBackup.Copy(engine.File, copy.File));

        Assert.Equal("mine", await File.ReadAllTextAsync(copy.File));
    }

    [Theory]
    [InlineData("UPDATE requests SET record = CAST('rubbish' AS BLOB)", "Request req_")]
    [InlineData("UPDATE requests SET tool = 'other'", "do not agree")]
    [InlineData("UPDATE requests SET due_after = NULL", "do not agree")]
    [InlineData("UPDATE requests SET record = CAST(json_set(CAST(record AS TEXT), '$.outbox', json_array()) AS BLOB)", "do not agree")]
    [InlineData("INSERT INTO outbox (seq) VALUES (1000)", "requests that are not there")]
    [InlineData("UPDATE tenants SET record = CAST('rubbish' AS BLOB)", "Tenant demo")]
    [InlineData("UPDATE policies SET source = 'rules: []' WHERE name = 'payments'", "Policy payments of tenant demo, version 1")]
    [InlineData("DELETE FROM inbox", "inbox differs")]
    [InlineData("DELETE FROM pending", "counted wrongly for 1 agents")]
    [InlineData("DELETE FROM request_ids_end", "ids differ")]
    [InlineData("UPDATE requests SET record = CAST(replace(CAST(record AS TEXT), '500', '900') AS BLOB)", "not the one of its digest")]
    [InlineData("INSERT INTO parked (tenant, seq) SELECT tenant, seq FROM requests", "do not agree")]
    [InlineData("INSERT INTO denials (tenant, agent, digest, seq, at) SELECT tenant, agent, 'x', seq, 0 FROM requests", "belong to no such request")]
    public async Task Damage_IsFoundAndNamed(string damage, string expected)
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.CloseAsync();
        Assert.Empty(DatabaseCheck.FindProblems(engine.File));
        Assert.True(RawDatabase.Execute(engine.File, damage) > 0);

        Assert.Contains(expected, Assert.Single(DatabaseCheck.FindProblems(engine.File)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNoDatabaseOfOurs_IsNotCopied()
    {
        await using var engine = TestEngine.Closed();
        RawDatabase.Execute(engine.File, "CREATE TABLE notes (text TEXT)");

        Assert.Throws<EngineStartException>(() => DatabaseBackup.Copy(engine.File, engine.File + ".copy"));

        Assert.False(File.Exists(engine.File + ".copy"));
        Assert.False(File.Exists(engine.File + ".copy.partial"));
    }
}
