using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class CheckpointTests
{
    [Fact]
    public async Task Log_IsCopiedIntoTheDatabaseBesideTheWriter()
    {
        await using var engine = await TestEngine.NewAsync();
        using var watch = new FileSystemWatcher(Path.GetDirectoryName(engine.File)!, Path.GetFileName(engine.File));
        var grown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var before = new FileInfo(engine.File).Length;
        watch.Changed += (_, change) =>
        {
            if (new FileInfo(change.FullPath).Length > before)
            {
                grown.TrySetResult();
            }
        };
        watch.EnableRaisingEvents = true;

        await Task.WhenAll(Enumerable.Range(0, 5_000).Select(i => engine.SubmitAsync(Demo.Payment($"pay {i}"))));

        await grown.Task.InTime();
    }

    [Fact]
    public async Task Close_LeavesNoLog()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.SubmitAsync(Demo.Payment("pay"));

        await engine.CloseAsync();

        Assert.False(File.Exists(engine.File + "-wal"));
    }
}
