using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>
/// The places among the changes of a file. One is named by the start of the engine in which it was told, so that a file
/// that was restored from a backup does not take one that it never came to for one of its own.
/// </summary>
internal sealed class ChangePlaces(SqliteConnection connection) : IDisposable
{
    /// <summary>So many starts are remembered.</summary>
    private const int MostEpochs = 1_000;

    private const int EpochLength = 16;

    private readonly SqliteCommand _now = connection.Prepare(
        "SELECT (SELECT coalesce(max(changed), 0) FROM requests), (SELECT epoch FROM change_epochs ORDER BY number DESC LIMIT 1)", 0);

    private readonly SqliteCommand _end = connection.Prepare(
        """
        SELECT coalesce(
            (SELECT n.since FROM change_epochs AS n WHERE n.number > e.number ORDER BY n.number LIMIT 1),
            (SELECT coalesce(max(changed), 0) FROM requests))
        FROM change_epochs AS e WHERE e.epoch = ?1
        """,
        1);

    /// <summary>The engine starts.</summary>
    public static void BeginEpoch(SqliteConnection connection)
    {
        var epoch = RandomNumberGenerator.GetHexString(EpochLength, lowercase: true);
        connection.Execute(
            string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO change_epochs (epoch, since) SELECT '{epoch}', coalesce(max(changed), 0) FROM requests;
            DELETE FROM change_epochs WHERE number <= (SELECT max(number) FROM change_epochs) - {MostEpochs};
            """));
    }

    /// <summary>The last change that there is, and the epoch.</summary>
    public (long Last, string Epoch) ReadNow()
    {
        using var reader = _now.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetString(1));
    }

    /// <summary>The change that a place stands for; null where this file never came to it.</summary>
    public long? Find(string place) =>
        place.Split('.') is [{ Length: EpochLength } epoch, var number]
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var change)
        && _end.Bind(epoch).ExecuteScalar() is long end
        && change <= end
            ? change
            : null;

    public static string Text(string epoch, long change) => string.Create(CultureInfo.InvariantCulture, $"{epoch}.{change}");

    public void Dispose()
    {
        _now.Dispose();
        _end.Dispose();
    }
}
