using System.Collections.Concurrent;
using System.Globalization;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

/// <summary>What the clients were told, flow by flow.</summary>
internal sealed class Ledger(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly List<LedgerFlow> _flows = [];
    private readonly ConcurrentQueue<LedgerFlow> _unfinished = [];
    private readonly HashSet<LedgerFlow> _taken = [];

    public IReadOnlyList<LedgerFlow> Flows => _flows;

    /// <summary>A flow to go on with: one that was begun, or a new one.</summary>
    public LedgerFlow Take()
    {
        lock (_lock)
        {
            if (_random.Next(3) == 0 || !_unfinished.TryDequeue(out var flow))
            {
                var number = _flows.Count.ToString(CultureInfo.InvariantCulture);
                flow = new LedgerFlow($"flow-{number}", isDenied: _random.Next(4) == 0);
                _flows.Add(flow);
            }

            _taken.Add(flow);
            return flow;
        }
    }

    /// <summary>The flow's step was answered.</summary>
    public void Return(LedgerFlow flow)
    {
        lock (_lock)
        {
            _taken.Remove(flow);
        }

        if (!flow.IsFinished)
        {
            _unfinished.Enqueue(flow);
        }
    }

    /// <summary>The flows whose step is in doubt are gone on with later.</summary>
    public void ReturnAll()
    {
        foreach (var flow in _taken.ToList())
        {
            Return(flow);
        }
    }
}

/// <summary>One flow: what is set is what was answered.</summary>
internal sealed class LedgerFlow(string key, bool isDenied)
{
    public string Key { get; } = key;

    /// <summary>Whether bob is to deny it.</summary>
    public bool IsDenied { get; } = isDenied;

    public Asked? Asked { get; set; }

    public DateTimeOffset? AliceAt { get; set; }

    public DateTimeOffset? BobAt { get; set; }

    /// <summary>The status and the time of the decision.</summary>
    public (string Status, string At)? Decision { get; set; }

    public string? Permit { get; set; }

    public bool IsReported { get; set; }

    public bool IsFinished => IsReported || Decision is { Status: "denied" };
}
