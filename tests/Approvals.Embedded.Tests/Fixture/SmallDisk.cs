using System.Diagnostics;

namespace Approvals.Embedded.Tests.Fixture;

/// <summary>A file system of 2 MB. Mounting it takes root on Linux; without, the test is skipped.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("approvals-disk-");

    private SmallDisk()
    {
    }

    public string this[string name] => Path.Combine(_directory.FullName, name);

    public static async Task<SmallDisk> MountAsync()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting a small file system takes root on Linux.");
        var disk = new SmallDisk();
        await RunAsync("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk._directory.FullName);
        return disk;
    }

    public Task MakeReadOnlyAsync() => RunAsync("mount", "-o", "remount,ro", _directory.FullName);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", _directory.FullName);
        _directory.Delete();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync().InTime();
        Assert.Equal(0, process.ExitCode);
    }
}
