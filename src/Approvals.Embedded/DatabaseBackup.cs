using Approvals.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded;

/// <summary>Copies a database, whether or not an engine has it open (SQLite's online backup).</summary>
public static class DatabaseBackup
{
    /// <summary>The copy is what was committed at one moment. It gets its name once it is whole.</summary>
    /// <exception cref="EngineStartException">The database cannot be read, or the copy cannot be written.</exception>
    public static void Copy(string database, string copy)
    {
        if (File.Exists(copy))
        {
            throw new EngineStartException($"{copy} is there already. Name another file, or move it away.");
        }

        var partial = $"{copy}.{Guid.NewGuid():N}.partial";
        try
        {
            Create(partial);
            using (var source = DatabaseFile.ConnectBeside(database))
            using (var target = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = partial, Pooling = false }.ToString()))
            {
                target.Open();
                source.BackupDatabase(target);
                // One file, with nothing beside it.
                target.Execute("PRAGMA journal_mode = DELETE");
            }

            File.Move(partial, copy);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new EngineStartException($"The database {database} could not be copied to {copy}: {e.Message}", e);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>For its owner alone, as the database is.</summary>
    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
    }
}
