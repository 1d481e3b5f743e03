using Approvals.Embedded;

namespace Approvals.Server;

/// <summary><c>backup FILE</c> and <c>check</c>. Both run beside a server that has the database open.</summary>
internal static class DatabaseCommands
{
    public static void Backup(DirectoryInfo data, FileInfo copy)
    {
        DatabaseBackup.Copy(DataDirectory.FindDatabase(data), copy.FullName);
        Console.WriteLine($"Copied the database to {copy.FullName}.");
    }

    /// <exception cref="StartException">There are problems.</exception>
    public static void Check(DirectoryInfo data, FileInfo? file)
    {
        var database = file?.FullName ?? DataDirectory.FindDatabase(data);
        if (!File.Exists(database))
        {
            throw new StartException($"There is no file {database}.");
        }

        var problems = string.Join(Environment.NewLine, DatabaseCheck.FindProblems(database));
        if (problems.Length > 0)
        {
            throw new StartException(problems);
        }

        Console.WriteLine($"The database {database} is sound.");
    }
}
