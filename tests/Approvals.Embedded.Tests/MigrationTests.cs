using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

/// <summary>Files that older versions wrote.</summary>
public sealed class MigrationTests
{
    private const string BackToTheFirst =
        "DROP TRIGGER requests_enter_inbox; DROP TRIGGER requests_leave_inbox; DROP TABLE inbox; PRAGMA user_version = 1";

    private static readonly RequestFilter Pending = new() { Viewer = new Viewer.Auditor(), Status = RequestStatus.Pending };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task OldFile_IsBroughtAlong(int version)
    {
        await using var engine = await OpenOldAsync(version);

        var asked = Demo.Payment("asked").Id;
        var notAsked = Demo.Release("not yet asked").Id;
        Assert.Equal([notAsked, asked], (await engine.ListAsync(Pending)).Items.Select(r => r.Id));
        Assert.Equal(asked, Assert.Single((await engine.ListAsync(Pending with { Role = Demo.Finance })).Items).Id);
        Assert.Equal(notAsked, Assert.Single((await engine.ListAsync(Pending with { Role = Demo.Owner })).Items).Id);
        var approved = await engine.Engine.Requests.FindAsync(Demo.Tenant, Demo.Payment("approved").Id, default);
        Assert.Equal([Demo.Alice, Demo.Bob], approved!.Reviews.Select(r => r.Reviewer));
        Assert.IsType<SubmitOutcome.Repeated>(await engine.Engine.Requests.SubmitAsync(Demo.Payment("small", amount: 1), default));
        await engine.ReviewedAsync((await engine.ListAsync(Pending)).Items[0], Demo.Carol);
        Assert.Equal(1L, RawDatabase.Read(engine.File, "SELECT count(*) FROM inbox"));
        await engine.CloseAsync();
        Assert.Empty(DatabaseCheck.FindProblems(engine.File));
    }

    [Fact]
    public async Task EffectsThatAnOldFileHolds_AreCarriedOutAndNoOthers()
    {
        await using var engine = await OpenOldAsync(2);
        engine.Start();
        var attempts = new[] { await engine.Channel.NextAsync(), await engine.Channel.NextAsync() };
        var last = await engine.SubmitAsync(Demo.Payment("new"));
        await engine.Channel.NextAsync<Effect.AskReviewers>(last.Id);

        Assert.Equal(
            [
                EffectId.Of(Demo.Payment("decided and not announced").Id, 1, 0),
                EffectId.Of(Demo.Payment("decided and not announced").Id, 3, 0),
                EffectId.Of(Demo.Release("not yet asked").Id, 1, 0),
                EffectId.Of(last.Id, 1, 0),
            ],
            engine.Channel.Attempts.Select(a => a.Id).OrderBy(id => id == EffectId.Of(last.Id, 1, 0)).ThenBy(id => id.Value, StringComparer.Ordinal));
    }

    private static async Task<TestEngine> OpenOldAsync(int version)
    {
        var engine = TestEngine.Closed();
        RawDatabase.Execute(engine.File, await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Golden", "schema-2.sql")));
        if (version == 1)
        {
            RawDatabase.Execute(engine.File, BackToTheFirst);
        }

        engine.Open();
        return engine;
    }
}
