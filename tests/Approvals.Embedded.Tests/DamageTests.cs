using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

/// <summary>Rows that somebody edited past the engine.</summary>
public sealed class DamageTests
{
    private const string Rubbish = "CAST('rubbish' AS BLOB)";
    private const string NewerFormat = "CAST(json_set(CAST(record AS TEXT), '$.format', 99) AS BLOB)";

    [Theory]
    [InlineData(Rubbish)]
    [InlineData(NewerFormat)]
    [InlineData("x''")]
    [InlineData("CAST(json_remove(CAST(record AS TEXT), '$.request.action') AS BLOB)")]
    [InlineData("CAST(json_set(CAST(record AS TEXT), '$.request.tenant', 'not a name') AS BLOB)")]
    [InlineData("CAST(json_set(CAST(record AS TEXT), '$.request.surprise', 1) AS BLOB)")]
    public async Task CommandsOnADamagedRequest_FailAndOthersGoOn(string record)
    {
        await using var engine = await TestEngine.NewAsync();
        var damaged = await engine.SubmitApprovedAsync("damaged");
        var sound = await engine.SubmitApprovedAsync("sound");
        await DamageAsync(engine, damaged, record);

        await AssertFailsAsync(() => engine.FindAsync(damaged));
        await AssertFailsAsync(() => engine.WaitAsync(damaged, TimeSpan.FromHours(1)));
        await AssertFailsAsync(() => engine.ReviewAsync(damaged, Demo.Alice));
        await AssertFailsAsync(() => engine.ClaimAsync(damaged));
        await AssertFailsAsync(() => engine.ReportAsync(damaged));
        await AssertFailsAsync(() => engine.SubmitAsync(Demo.Payment("damaged")));

        Assert.NotNull((await engine.ClaimAsync(sound)).Permit);
        Assert.IsType<ReportOutcome.Recorded>(await engine.ReportAsync(sound));
        Assert.DoesNotContain(damaged.Id, engine.Signer.Signed);
    }

    [Fact]
    public async Task CommandOnADamagedRequest_FailsAloneInItsCommit()
    {
        await using var engine = await TestEngine.NewAsync();
        var damaged = await engine.SubmitAsync(Demo.Payment("damaged"));
        await DamageAsync(engine, damaged, Rubbish);
        Task<ApprovalRequest> before, after;
        Task<ReviewOutcome> failing;
        await using (await engine.HoldWriterAsync())
        {
            before = engine.SubmitAsync(Demo.Payment("before"));
            failing = engine.ReviewAsync(damaged, Demo.Alice);
            after = engine.SubmitAsync(Demo.Payment("after"));
        }

        await AssertFailsAsync(() => failing);
        Comparing.AssertSame(await before, await engine.FindAsync(await before));
        Comparing.AssertSame(await after, await engine.FindAsync(await after));
    }

    [Fact]
    public async Task DamagedRequest_DoesNotHoldUpTheDeadlinesAndEffectsOfOthers()
    {
        await using var engine = await TestEngine.NewAsync();
        var damaged = await engine.SubmitAsync(Demo.Payment("damaged"));
        var sound = await engine.SubmitAsync(Demo.Payment("sound"));
        await DamageAsync(engine, damaged, Rubbish);
        engine.Start();

        var asked = await engine.Time.PassUntilAsync(engine.Channel.NextAsync<Effect.AskReviewers>(sound.Id));
        var announced = await engine.Time.PassUntilAsync(engine.Channel.NextAsync<Effect.AnnounceDecision>(sound.Id));

        Assert.Equal(RequestStatus.Pending, asked.Delivery.Request.Status);
        Assert.Equal(RequestStatus.Expired, announced.Delivery.Request.Status);
        Assert.DoesNotContain(engine.Channel.Attempts, a => a.Request == damaged.Id);
    }

    [Fact]
    public async Task DamagedRequest_DoesNotHideTheOthersOfItsPage()
    {
        await using var engine = await TestEngine.NewAsync();
        var first = await engine.SubmitAsync(Demo.Payment("first"));
        var damaged = await engine.SubmitAsync(Demo.Payment("damaged"));
        var last = await engine.SubmitAsync(Demo.Payment("last"));
        await DamageAsync(engine, damaged, Rubbish);
        var filter = new RequestFilter { Viewer = new Viewer.Auditor(), Limit = 1 };

        var one = await engine.ListAsync(filter);
        var none = await engine.ListAsync(filter with { After = one.Next });
        var two = await engine.ListAsync(filter with { After = none.Next });

        Assert.Equal(last.Id, Assert.Single(one.Items).Id);
        Assert.Empty(none.Items);
        Assert.Equal(first.Id, Assert.Single(two.Items).Id);
        Assert.Null(two.Next);
    }

    [Fact]
    public async Task PublishedPolicyThatDoesNotCompile_RefusesTheStartWithWhatToDo()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CloseAsync();
        var source = (string)RawDatabase.Read(engine.File, "SELECT source FROM policies WHERE name = 'payments'")!;
        RawDatabase.Execute(engine.File, "UPDATE policies SET source = 'rules: []' WHERE name = 'payments'");

        var refused = Assert.Throws<EngineStartException>(engine.Open);

        Assert.Contains("policy payments of tenant demo does not compile", refused.Message, StringComparison.Ordinal);
        RawDatabase.Execute(engine.File, $"UPDATE policies SET source = '{source}' WHERE name = 'payments'");
        engine.Open();
        Assert.Equal(RequestStatus.Pending, (await engine.SubmitAsync(Demo.Payment("mended"))).Status);
    }

    [Theory]
    [InlineData(Rubbish)]
    [InlineData(NewerFormat)]
    public async Task TenantThatCannotBeRead_RefusesTheStart(string record)
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CloseAsync();
        Assert.Equal(1, RawDatabase.Execute(engine.File, $"UPDATE tenants SET record = {record}"));

        var refused = Assert.Throws<EngineStartException>(engine.Open);

        Assert.Contains(engine.File, refused.Message, StringComparison.Ordinal);
        Assert.Contains("TenantRecord", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>While it is closed: an open engine believes what it wrote.</summary>
    private static async Task DamageAsync(TestEngine engine, ApprovalRequest request, string record)
    {
        await engine.CloseAsync();
        Assert.Equal(1, RawDatabase.Execute(engine.File, $"UPDATE requests SET record = {record} WHERE id = '{request.Id}'"));
        engine.Open();
    }

    private static Task AssertFailsAsync(Func<Task> command) => Assert.ThrowsAsync<EngineException>(command);
}
