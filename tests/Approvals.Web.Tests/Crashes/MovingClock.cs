using System.Globalization;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>
/// The server's clock is set forward and back by seconds to days, under load and between two lives: by libfaketime, which
/// leaves the monotonic clock as it is.
/// </summary>
internal sealed class MovingClock : Surroundings
{
    /// <summary>How far it goes from the machine's: the persons' tokens hold for a week around that.</summary>
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(3);

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(5), TimeSpan.FromDays(2),
    ];

    private static readonly string[] Libraries =
    [
        .. Directory.Exists("/usr/lib")
            ? Directory.EnumerateDirectories("/usr/lib").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).Where(File.Exists)
            : [],
    ];

    private readonly TemporaryDirectory _directory = new();
    private readonly ServerClock _clock;
    private readonly string _file;
    private readonly List<string> _processes = [];
    private TimeSpan _offset;
    private TimeSpan _largest;

    public MovingClock()
    {
        _file = _directory["clock"];
        _clock = new ServerClock(_file);
        _clock.Set(TimeSpan.Zero);
    }

    /// <summary>Whether the clock can be set: it takes Debian's package <c>faketime</c>.</summary>
    public static bool IsPossible => OperatingSystem.IsLinux() && Libraries.Length > 0;

    public override string Data => _directory["data"];

    public override ServerClock Clock => _clock;

    public override IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        new("LD_PRELOAD", Libraries[0]),
        new("FAKETIME_TIMESTAMP_FILE", _file),
        new("FAKETIME_NO_CACHE", "1"),
        new("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        new("DONT_FAKE_MONOTONIC", "1"),
        // Mends waiting on a faked monotonic clock; on a real one it makes every wait a busy one.
        new("FAKETIME_FORCE_MONOTONIC_FIX", "0"),
        new("NO_FAKE_STAT", "1"),
    ];

    public override void BeforeStart(Random random) => Move(random);

    public override async Task DisturbAsync(Random random, CancellationToken killed)
    {
        while (!killed.IsCancellationRequested)
        {
            await PauseAsync(random, 50, 400, killed);
            Move(random);
        }
    }

    /// <summary>Later than it has ever been, so that every deadline and every lease is over.</summary>
    public override void BeforeLastStart() => Set(_largest + TimeSpan.FromHours(2));

    public override void Started(int process) => _processes.Add(process.ToString(CultureInfo.InvariantCulture));

    public override ValueTask DisposeAsync()
    {
        // libfaketime's shared memory is left behind by a process that is killed.
        foreach (var id in _processes)
        {
            File.Delete($"/dev/shm/faketime_shm_{id}");
            File.Delete($"/dev/shm/sem.faketime_sem_{id}");
        }

        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Move(Random random)
    {
        var step = Steps[random.Next(Steps.Length)] * ((random.NextDouble() * 2) - 1);
        var next = _offset + step;
        Set(next.Duration() > Farthest ? _offset - step : next);
    }

    private void Set(TimeSpan offset)
    {
        _offset = offset;
        _largest = offset > _largest ? offset : _largest;
        _clock.Set(offset);
    }
}
