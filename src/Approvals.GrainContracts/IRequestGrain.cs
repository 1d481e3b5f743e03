using Orleans.Concurrency;

namespace Approvals.GrainContracts;

/// <summary>
/// One approval request: its key is <c>tenant/request</c>. It owns its reviews and its claim, and is the only one that
/// writes its record. The JSON of the envelopes is that of the core's values named here.
/// </summary>
[Alias("approvals.IRequestGrain")]
public interface IRequestGrain : IGrainWithStringKey
{
    /// <summary>A <c>Submission</c>; answers a <c>SubmitOutcome</c>.</summary>
    [Alias("submit")]
    Task<Envelope> SubmitAsync(Envelope submission);

    /// <summary>A <see cref="ReviewCall"/>; answers a <c>ReviewOutcome</c>.</summary>
    [Alias("review")]
    Task<Envelope> ReviewAsync(Envelope review);

    /// <summary>A <see cref="CancelCall"/>; answers a <c>CancelOutcome</c>.</summary>
    [Alias("cancel")]
    Task<Envelope> CancelAsync(Envelope cancellation);

    /// <summary>A <c>ClaimCommand</c>; answers a <c>ClaimAnswer</c>.</summary>
    [Alias("claim")]
    Task<Envelope> ClaimAsync(Envelope claim);

    /// <summary>A <c>ReportCommand</c>; answers a <c>ReportOutcome</c>.</summary>
    [Alias("report")]
    Task<Envelope> ReportAsync(Envelope report);

    /// <summary>A <c>ResolveCommand</c>; answers a <c>ResolveOutcome</c>.</summary>
    [Alias("resolve")]
    Task<Envelope> ResolveAsync(Envelope resolution);

    /// <summary>Answers the <c>ApprovalRequest</c> as it stands, or null where there is none.</summary>
    [Alias("find")]
    Task<Envelope> FindAsync();

    /// <summary>Ends when it is decided, when time itself has something to change, or when the time is over.</summary>
    /// <param name="atMost">Cut to <see cref="Waiting.Longest"/>: whoever waits longer asks again.</param>
    [Alias("wait"), AlwaysInterleave]
    Task WaitAsync(TimeSpan atMost);

    /// <summary>Ends when its version is another one, when time itself has something to change, or when the time is over.</summary>
    /// <param name="seen">The version that the caller has.</param>
    /// <param name="atMost">Cut to <see cref="Waiting.Longest"/>: whoever waits longer asks again.</param>
    [Alias("waitForChange"), AlwaysInterleave]
    Task WaitForChangeAsync(int seen, TimeSpan atMost);

    /// <summary>Has a parked effect tried again; answers whether there was one.</summary>
    [Alias("replay")]
    Task<bool> ReplayAsync(string effect);

    /// <summary>What a channel had taken came back; answers whether that is news.</summary>
    [Alias("return")]
    Task<bool> ReturnAsync(Envelope call);
}

/// <summary>How long one call waits.</summary>
public static class Waiting
{
    /// <summary>Well within what Orleans gives a call.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
}
