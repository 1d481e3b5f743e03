namespace Approvals.Web.Tests.Crashes;

/// <summary>What the server lives in, and what is done to it while it is under load.</summary>
internal abstract class Surroundings : IAsyncDisposable
{
    /// <summary>The server's data directory.</summary>
    public abstract string Data { get; }

    public virtual ServerClock Clock { get; } = new(file: null);

    /// <summary>Whether the server may answer that it does not know what came of a call, or refuse to start.</summary>
    public virtual bool StorageMayFail => false;

    /// <summary>Added to the server's environment.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> Environment => [];

    /// <summary>Before the server is started again.</summary>
    public virtual void BeforeStart(Random random)
    {
    }

    /// <summary>Goes on until the server is killed.</summary>
    public virtual Task DisturbAsync(Random random, CancellationToken killed) => Task.CompletedTask;

    /// <summary>Gives the server what it needs.</summary>
    public virtual void Calm()
    {
    }

    /// <summary>Before the last start, after which everything must be done that is due.</summary>
    public virtual void BeforeLastStart()
    {
    }

    /// <summary>A server was started as the process of this id.</summary>
    public virtual void Started(int process)
    {
    }

    public abstract ValueTask DisposeAsync();

    /// <summary>Waits for a while, or until the server is killed.</summary>
    protected static async Task PauseAsync(Random random, int least, int most, CancellationToken killed) =>
        await Task.Delay(random.Next(least, most), killed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
