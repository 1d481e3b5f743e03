using System.Diagnostics;

namespace Approvals.Web.Tests.Hosting;

/// <summary>A small file system, which can be filled. Mounting it takes root on Linux.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("approvals-disk-");

    private SmallDisk()
    {
    }

    public string Path => _directory.FullName;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var disk = new SmallDisk();
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path);
        return disk;
    }

    /// <summary>Takes all the room there is, but for about so many bytes.</summary>
    public void Fill(int but)
    {
        var chunk = new byte[64 * 1024];
        using var filler = new FileStream(Filler, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
        filler.Seek(0, SeekOrigin.End);
        for (var size = chunk.Length; size > 512; size = TryWrite(filler, chunk.AsSpan(0, size)) ? size : size / 2)
        {
            // Less and less, until nothing goes in any more.
        }

        filler.SetLength(Math.Max(0, filler.Length - but));
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        _directory.Delete();
    }

    private static bool TryWrite(FileStream file, ReadOnlySpan<byte> bytes)
    {
        try
        {
            file.Write(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
