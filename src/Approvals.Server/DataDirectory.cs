using Approvals.Core.Ports;
using Approvals.Embedded;

namespace Approvals.Server;

/// <summary>What the data directory holds, and where.</summary>
internal static class DataDirectory
{
    private const string DatabaseName = "approvals.db";

    /// <summary>The directory, made if it is not there, for its owner alone.</summary>
    public static string Ensure(DirectoryInfo directory)
    {
        if (!directory.Exists)
        {
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(directory.FullName)
                : Directory.CreateDirectory(
                    directory.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return directory.FullName;
    }

    /// <summary>The database, which is there.</summary>
    /// <exception cref="StartException">It is not.</exception>
    public static string FindDatabase(DirectoryInfo directory)
    {
        var path = Path.Combine(directory.FullName, DatabaseName);
        return File.Exists(path) ? path : throw new StartException($"There is no database {path}. Say with --data where it is.");
    }

    /// <exception cref="EngineStartException">The database cannot be used.</exception>
    public static EmbeddedEngine OpenEngine(
        string directory, IPermitSigner signer, TimeProvider time, ILogger<EmbeddedEngine> logger) =>
        EmbeddedEngine.Open(
            new EmbeddedOptions { Path = Path.Combine(directory, DatabaseName) }, signer, time, logger);
}
