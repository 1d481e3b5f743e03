using System.Text;
using Approvals.Cluster.Tests.Fixture;
using Approvals.Core.Audit;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Credentials;
using Approvals.GrainContracts.Wire;
using Approvals.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Approvals.Cluster.Tests;

/// <summary>What is in the database: what others do to it is noticed, and harms nothing but what they touched.</summary>
public sealed class StorageTests : IAsyncLifetime
{
    private TestCluster? _cluster;

    private TestCluster Engine => _cluster ?? throw new InvalidOperationException("The cluster is not open.");

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.NewAsync();
        await Engine.CreateTenantAsync(Demo.Tenant);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task Record_IsTheCoresJsonByteForByte()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");

        var stored = await Database.ReadAsync<byte[]>(Engine.Database, "SELECT record FROM grain_records WHERE kind = 'request'");

        var record = RequestRecord.FromJson(stored!);
        Comparing.AssertSame(approved, record.Request);
        Assert.Equal(Encoding.UTF8.GetString(record.ToJson()), Encoding.UTF8.GetString(stored!));
    }

    [Fact]
    public async Task SiloThatIsDeadByTheTable_ChangesNoDirectoryAndNoPolicies()
    {
        foreach (var silo in Engine.Cluster.Silos)
        {
            var details = Engine.Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<ILocalSiloDetails>();
            var (endpoint, generation) = (silo.SiloAddress.Endpoint, silo.SiloAddress.Generation);
            await Database.ExecuteAsync(
                Engine.Database,
                $"""
                INSERT INTO cluster_versions (deployment) VALUES ('{details.ClusterId}') ON CONFLICT DO NOTHING;
                INSERT INTO cluster_silos (deployment, address, port, generation, name, host, status, started_at, alive_at)
                VALUES ('{details.ClusterId}', '{endpoint.Address}', {endpoint.Port}, {generation}, 'silo', 'host', 6, now(), now())
                """);
        }

        var before = await Engine.FoundAsync(Demo.Tenant);
        var mail = Demo.Publish(new PolicyName("mail.send"), Demo.Escalating("mail.send", "{ roles: [owner] }"));
        await Assert.ThrowsAsync<EngineException>(() => Engine.ChangeAsync(Demo.Tenant, Demo.Key("k1")));
        await Assert.ThrowsAsync<EngineException>(() => Engine.Policies.PublishAsync(Demo.Tenant, mail, default));
        Assert.Equal(before.Version, (await Engine.FoundAsync(Demo.Tenant)).Version);

        await Database.ExecuteAsync(Engine.Database, "UPDATE cluster_silos SET status = 3");
        Assert.IsType<TenantOutcome.Stored>(await Engine.ChangeAsync(Demo.Tenant, Demo.Key("k1")));
        Assert.IsType<PublishOutcome.Published>(await Engine.Policies.PublishAsync(Demo.Tenant, mail, default));
    }

    [Theory]
    [InlineData("convert_to(regexp_replace(convert_from(record, 'UTF8'), '\"format\":[0-9]+', '\"format\":99'), 'UTF8')", "newer version")]
    [InlineData("substring(record FROM 1 FOR 100)", "damaged")]
    [InlineData("''::bytea", "damaged")]
    public async Task RecordThatCannotBeRead_IsRefusedAndOthersGoOn(string edit, string says)
    {
        var request = await Engine.SubmitAsync(Demo.Payment("edited"));
        var other = await Engine.SubmitAsync(Demo.Payment("other"));
        await Engine.CrashAsync();
        await Database.ExecuteAsync(
            Engine.Database, $"UPDATE grain_records SET record = {edit} WHERE key = '{GrainKeys.Of(request.Tenant, request.Id)}'");

        var found = await Assert.ThrowsAsync<EngineException>(() => Engine.FindAsync(request));
        var reviewed = await Assert.ThrowsAsync<EngineException>(() => Engine.ReviewAsync(request, Demo.Alice));

        Assert.Contains(says, found.Message, StringComparison.Ordinal);
        Assert.Contains(says, reviewed.Message, StringComparison.Ordinal);
        Assert.Single((await Engine.ReviewedAsync(other, Demo.Alice)).Reviews);
        Assert.Equal(other.Id, Assert.Single((await Engine.ListAsync(Demo.Everything)).Items).Id);
    }

    [Fact]
    public async Task RecordThatSomebodyElseWrote_IsNotWrittenOver()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Database.ExecuteAsync(Engine.Database, "UPDATE grain_records SET version = version + 1 WHERE kind = 'request'");

        await Assert.ThrowsAsync<EngineException>(() => Engine.ReviewAsync(request, Demo.Alice));

        Comparing.AssertSame(request, await Engine.FindAsync(request));
        Assert.Single((await Engine.ReviewedAsync(request, Demo.Alice)).Reviews);
    }

    [Fact]
    public async Task DirectoryThatChangedBehindTheSilos_IsDecidedOnAnew()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Database.ExecuteAsync(Engine.Database, "UPDATE tenants SET directory = directory + 1");

        // The grain cannot come to a directory that nobody has: it decides on none.
        await Assert.ThrowsAsync<EngineException>(() => Engine.ReviewAsync(request, Demo.Alice));

        Comparing.AssertSame(request, await Engine.FindAsync(request));
    }

    [Theory]
    [InlineData("tenant", """{"tenant":"demo","directory":9999,"keys":[],"issuers":[]}""")]
    [InlineData("policies", """{"tenant":"demo","policies":9999,"published":[]}""")]
    public async Task WhatARequestIsDecidedOn_CannotChangeBeforeItIsStored(string kind, string line)
    {
        var change = $"SELECT project('tests', '{kind}', 1, '{line}')";
        await using var connection = new NpgsqlConnection(Engine.Database);
        await connection.OpenAsync();
        await using var write = await connection.BeginTransactionAsync();
        await using var fence = new NpgsqlCommand(
            $$"""SELECT check_fence(tenant, jsonb_build_object('directory', directory, 'policies', policies)) FROM tenants WHERE tenant = '{{Demo.Tenant}}'""",
            connection,
            write);
        await fence.ExecuteNonQueryAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(Engine.Database, $"SET lock_timeout = 200; {change}"));

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, refused.SqlState);
        await write.CommitAsync();
        await Database.ExecuteAsync(Engine.Database, change);
        // And whoever decided on what was before is refused from then on.
        var outdated = await Assert.ThrowsAsync<PostgresException>(() => Database.ExecuteAsync(
            Engine.Database, $$"""SELECT check_fence('{{Demo.Tenant}}', '{"directory":1,"policies":1}')"""));
        Assert.Equal(SqlStates.Outdated, outdated.SqlState);
    }

    [Fact]
    public async Task Migrations_AreAppliedOnceByWhoeverComesFirst()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SchemaMigrations.ApplyAsync(Engine.Database, default)));

        Assert.Equal(SchemaMigrations.Newest, (int)await Database.ReadAsync<long>(Engine.Database, "SELECT count(*) FROM schema_versions"));
    }

    [Fact]
    public async Task DatabaseOfANewerVersion_IsRefused()
    {
        await Database.ExecuteAsync(Engine.Database, "INSERT INTO schema_versions (version) VALUES (9999)");

        var refused = await Assert.ThrowsAsync<SchemaException>(() => SchemaMigrations.ApplyAsync(Engine.Database, default));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminder_IsThereWhileSomethingIsDueAndGoesWithTheLastOfIt()
    {
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        Assert.Equal(1, await RemindersAsync());

        await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);
        await Engine.Channel.TakenAsync([(request.Id, typeof(Effect.AnnounceDecision))]);

        using var limit = new CancellationTokenSource(Patience.Limit);
        while (await RemindersAsync() > 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            // What was delivered is written after a while.
            await Engine.AdvanceAsync(TimeSpan.FromSeconds(1));
        }
    }

    [Theory]
    [InlineData(int.MinValue, 1)]
    [InlineData(0, 1)]
    [InlineData(int.MaxValue, 2)]
    public async Task LimitOfAListOutOfItsBounds_IsCutToThem(int limit, int count)
    {
        foreach (var key in new[] { "first", "second" })
        {
            await Engine.SubmitAsync(Demo.Payment(key));
            await Engine.Audit.BeginAsync(Demo.Tenant, new AuditedAct("tests", "test", key), default);
        }

        RequestContext.Set(CallCredential.Header, Engine.Secret.Assert(Demo.Tenant, TimeProvider.System.GetUtcNow()));
        var inbox = Engine.Cluster.Client.GetGrain<IInboxGrain>(GrainKeys.Of(Demo.Tenant));
        var log = Engine.Cluster.Client.GetGrain<IAuditGrain>(GrainKeys.Of(Demo.Tenant));
        Assert.Equal(count, (await inbox.ListAsync(Message.Of(Demo.Everything with { Limit = limit }))).Read<ListAnswer>().Page!.Items.Count);
        Assert.Equal(count, (await log.ListAsync(Message.Of(new AuditCall(null, limit)))).Read<AuditAnswer>().Page!.Items.Count);
        Assert.Empty((await inbox.ListParkedAsync(Message.Of(new ParkedCall(null, limit)))).Read<ParkedAnswer>().Page!.Items);
    }

    [Fact]
    public async Task AdmissionsThatCameToNothing_DoNotCountForEver()
    {
        await Engine.PutAsync(new Core.Tenants.TenantChange.LimitPending(1));
        await Database.ReadAsync<bool>(Engine.Database, $"SELECT admit('{Demo.Tenant}', '{Demo.Agent}', 'req_1', 1)");
        Assert.IsType<SubmitOutcome.TooManyPending>(await Engine.Requests.SubmitAsync(Demo.Payment("pay"), default));

        await Database.ExecuteAsync(Engine.Database, "UPDATE admissions SET until = now() - interval '1 second'");

        await Engine.SubmitAsync(Demo.Payment("pay"));
    }

    private Task<long> RemindersAsync() => Database.ReadAsync<long>(Engine.Database, "SELECT count(*) FROM reminders");
}
