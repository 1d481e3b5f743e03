using System.Globalization;
using Approvals.Embedded.Tests.Fixture;
using Microsoft.Extensions.Logging.Abstractions;

namespace Approvals.Embedded.Tests;

public sealed class DatabaseFileTests
{
    private const long ApplicationId = 0x41505052;

    [Fact]
    public async Task SecondOpen_IsRefusedNamingTheProcessThatHoldsIt()
    {
        await using var engine = await TestEngine.NewAsync();
        var held = engine.Engine;

        var refused = Assert.Throws<EngineStartException>(engine.Open);

        Assert.Contains(
            $"in use by process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Same(held, engine.Engine);
        await engine.SubmitAsync(Demo.Payment("the first is not disturbed"));
    }

    [Fact]
    public async Task SecondOpen_WorksAfterTheFirstIsClosed()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CloseAsync();

        engine.Open();

        Assert.NotNull(await engine.Engine.Tenants.FindAsync(Demo.Tenant, default));
    }

    [Fact]
    public async Task NewerSchema_IsRefusedWithWhatToDo()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CloseAsync();
        RawDatabase.Execute(engine.File, "PRAGMA user_version = 1000");

        var refused = Assert.Throws<EngineStartException>(engine.Open);

        Assert.Contains("schema version 1000", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Start that version, or restore a backup", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task DatabaseOfAnotherProgram_IsRefusedAndLeftAsItWas(int userVersion)
    {
        await using var engine = TestEngine.Closed();
        RawDatabase.Execute(engine.File, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')");
        RawDatabase.Execute(engine.File, $"PRAGMA user_version = {userVersion}");
        var before = await File.ReadAllBytesAsync(engine.File);

        var refused = Assert.Throws<EngineStartException>(engine.Open);

        Assert.Contains("another program", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(engine.File));
    }

    [Fact]
    public async Task FileThatIsNoDatabase_IsRefusedAndLeftAsItWas()
    {
        await using var engine = TestEngine.Closed();
        var text = string.Concat(Enumerable.Repeat("This is a letter to my aunt. ", 100));
        await File.WriteAllTextAsync(engine.File, text);

        var refused = Assert.Throws<EngineStartException>(engine.Open);

        Assert.Contains(engine.File, refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(engine.File));
    }

    [Fact]
    public void MissingDirectory_IsRefusedWithWhatToDo()
    {
        var options = new EmbeddedOptions { Path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "approvals.db") };
        var signer = new PermitSigner();

        var refused = Assert.Throws<EngineStartException>(
            () => EmbeddedEngine.Open(options, signer, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance));

        Assert.Contains("does not exist", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusedFile_IsNotKeptLocked()
    {
        await using var engine = TestEngine.Closed();
        await File.WriteAllTextAsync(engine.File, "This is no database, and long enough to show that it is none.");
        Assert.Throws<EngineStartException>(engine.Open);
        File.Delete(engine.File);

        engine.Open();

        Assert.True(engine.Engine.IsReady);
    }

    [Fact]
    public async Task Files_AreForTheirOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions.");
            return;
        }

        await using var engine = await TestEngine.NewAsync();

        foreach (var file in new[] { engine.File, engine.File + "-wal", engine.File + "-shm", engine.File + ".lock" })
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Migrations_AreAppliedOnce()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        var (version, schema) = ReadSchema(engine.File);

        await engine.ReopenAsync();

        Assert.Equal((version, schema), ReadSchema(engine.File));
        Assert.Equal(7L, version);
        Assert.Equal(ApplicationId, RawDatabase.Read(engine.File, "PRAGMA application_id"));
        Comparing.AssertSame(request, await engine.FindAsync(request));
    }

    private static (object? Version, object? Schema) ReadSchema(string file) => (
        RawDatabase.Read(file, "PRAGMA user_version"),
        RawDatabase.Read(file, "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)"));
}
