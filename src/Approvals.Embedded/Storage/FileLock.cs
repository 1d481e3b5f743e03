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

    /// <exception cref="EngineStartException">Another process holds it.</exception>
    public static FileLock Take(string databasePath)
    {
        var path = databasePath + ".lock";
        FileStream file;
        try
        {
            file = new FileStream(path, Options());
        }
        catch (IOException e)
        {
            throw new EngineStartException(
                $"The database {databasePath} is in use by process {ReadHolder(path)}. Stop that process, or choose another data directory.",
                e);
        }

        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new FileLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    /// <summary>Reads past the lock, which is advisory: nothing but this class heeds it.</summary>
    private static string ReadHolder(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var buffer = new byte[20];
            var read = RandomAccess.Read(file, buffer, 0);
            return read == 0 ? "(not known)" : Encoding.ASCII.GetString(buffer, 0, read);
        }
        catch (IOException)
        {
            return "(not known)";
        }
    }
}
