using System.Globalization;

namespace Approvals.Web.Tests.Crashes;

/// <summary>
/// The server's clock: the machine's, or one that a test sets by the file that libfaketime reads. Says what the server
/// can have read on it.
/// </summary>
/// <param name="file">Holds how far the server's clock is off; null where it is the machine's.</param>
internal sealed class ServerClock(string? file)
{
    private readonly Lock _lock = new();
    private TimeSpan _offset;
    private DateTimeOffset _latest;
    private int _settings;

    /// <summary>The latest time that the server can have seen.</summary>
    public DateTimeOffset Latest
    {
        get
        {
            lock (_lock)
            {
                return Later(_latest, Now);
            }
        }
    }

    private DateTimeOffset Now => TimeProvider.System.GetUtcNow() + _offset;

    public Reading Read()
    {
        lock (_lock)
        {
            return new Reading(Now, _settings);
        }
    }

    /// <summary>Whether the clock has not been set since.</summary>
    public bool Continues(Reading reading)
    {
        lock (_lock)
        {
            return reading.Settings == _settings;
        }
    }

    /// <summary>Sets the clock this far off the machine's.</summary>
    public void Set(TimeSpan offset)
    {
        lock (_lock)
        {
            _latest = Later(_latest, Now);
            _settings++;
            var path = file ?? throw new InvalidOperationException("The machine's clock is not set.");
            var seconds = (long)offset.TotalSeconds;
            File.WriteAllText($"{path}.new", seconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture));
            File.Move($"{path}.new", path, overwrite: true);
            _offset = TimeSpan.FromSeconds(seconds);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <param name="Time">What the clock showed.</param>
    /// <param name="Settings">How often it had been set.</param>
    internal readonly record struct Reading(DateTimeOffset Time, int Settings);
}
