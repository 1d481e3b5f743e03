using System.Globalization;
using System.Text;

namespace Approvals.Embedded.Storage;

/// <summary>
/// Keeps a second process off a database. The operating system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <exception cref="EngineStartException">Another process holds it, or its directory is missing.</exception>
    public static FileLock Take(string databasePath)
    {
        // Whoever holds the lock stands in a file beside it: the locked one itself cannot be read.
        var holder = databasePath + ".pid";
        FileStream file;
        try
        {
            file = Open(databasePath + ".lock", FileMode.OpenOrCreate, FileShare.None);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new EngineStartException(
                $"The directory of the database {databasePath} does not exist. Create it, or choose another data directory.", e);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new EngineStartException(
                $"The database {databasePath} is in use by process {ReadHolder(holder)}. Stop that process, or choose another data directory.",
                e);
        }

        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineStartException($"The directory of the database {databasePath} cannot be written to: {e.Message}", e);
        }

        using var pid = Open(holder, FileMode.Create, FileShare.Read);
        pid.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        return new FileLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Whether the operating system says that the file is locked: EWOULDBLOCK on Linux, on macOS, a sharing violation on Windows.</summary>
    private static bool IsHeld(IOException cause) => cause.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string ReadHolder(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "(not known)";
        }
    }
}
