using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Approvals.Grains;

/// <summary>
/// The time of the cluster, which is its database's: a clock of this process that nobody sets counts on from what the
/// database said last. Asked every ten seconds.
/// </summary>
public sealed partial class DatabaseTime : TimeProvider, IHostedService, IAsyncDisposable
{
    /// <summary>How far the time may be off without the node's ceasing to be ready.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>How fast two clocks part at the worst.</summary>
    private const double Drift = 0.001;

    private readonly NpgsqlDataSource _source;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Reading _reading;
    private Task _running = Task.CompletedTask;
    private int _isDisposed;

    private DatabaseTime(NpgsqlDataSource source, Reading first, ILogger logger)
    {
        _source = source;
        _reading = first;
        _logger = logger;
    }

    /// <summary>Whether the time is known to within <see cref="Tolerance"/>.</summary>
    public bool IsCertain
    {
        get
        {
            var reading = Volatile.Read(ref _reading);
            return reading.Uncertainty + (GetElapsedTime(reading.Timestamp) * Drift) <= Tolerance && GetElapsedTime(reading.Timestamp) < Period * 3;
        }
    }

    /// <summary>Asks the database for the first time.</summary>
    /// <exception cref="NpgsqlException">It does not answer.</exception>
    public static async Task<DatabaseTime> OpenAsync(string connectionString, ILogger logger, CancellationToken cancellation)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 1, CommandTimeout = 5 }.ConnectionString);
        try
        {
            return new DatabaseTime(source, await ReadAsync(source, cancellation), logger);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        var reading = Volatile.Read(ref _reading);
        return reading.At + GetElapsedTime(reading.Timestamp);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await StopAsync(CancellationToken.None);
            await _source.DisposeAsync();
            _stop.Dispose();
        }
    }

    /// <summary>The database read its clock at some moment of the call: the middle is off by half of it at the most.</summary>
    private static async Task<Reading> ReadAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var began = System.GetTimestamp();
        var at = (DateTime)(await command.ExecuteScalarAsync(cancellation))!;
        var ended = System.GetTimestamp();
        var half = System.GetElapsedTime(began, ended) / 2;
        return new Reading(new DateTimeOffset(at, TimeSpan.Zero) + half, ended, half);
    }

    [LoggerMessage(2080, LogLevel.Error, "The database does not tell the time; the last answer is {Age} old.")]
    private static partial void LogFailed(ILogger logger, Exception cause, TimeSpan age);

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Period, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                Take(await ReadAsync(_source, _stop.Token));
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(_logger, e, GetElapsedTime(Volatile.Read(ref _reading).Timestamp));
            }
        }
    }

    /// <summary>A pause in the middle of the question tells less than what is known already; the next one tells.</summary>
    private void Take(Reading read)
    {
        var known = Volatile.Read(ref _reading);
        if (read.Uncertainty <= known.Uncertainty + (GetElapsedTime(known.Timestamp) * Drift) || read.Uncertainty <= Tolerance)
        {
            Volatile.Write(ref _reading, read);
        }
    }

    /// <summary>What the database said.</summary>
    /// <param name="At">The time at <paramref name="Timestamp"/>.</param>
    /// <param name="Timestamp">Of the clock that nobody sets.</param>
    /// <param name="Uncertainty">How far it may be off.</param>
    private sealed record Reading(DateTimeOffset At, long Timestamp, TimeSpan Uncertainty);
}
