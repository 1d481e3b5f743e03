using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>What the callers of one tenant did, and what they were told.</summary>
/// <param name="tenant">The tenant.</param>
/// <param name="clock">The server's.</param>
/// <param name="storageMayFail">Whether the server may answer that it does not know what came of a call.</param>
internal sealed class Ledger(LoadTenant tenant, ServerClock clock, bool storageMayFail)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LedgerEntry> _entries = new(StringComparer.Ordinal);
    private List<LedgerEntry> _open = [];

    public LoadTenant Tenant => tenant;

    public ServerClock Clock => clock;

    public bool StorageMayFail => storageMayFail;

    public Publications Publications { get; } = new(tenant);

    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries.Values];
            }
        }
    }

    /// <summary>Those that the server has told the id of, and that something can still come of.</summary>
    public IReadOnlyList<LedgerEntry> Open
    {
        get
        {
            lock (_lock)
            {
                _open = [.. _open.Where(e => !e.IsOver)];
                return [.. _open.Where(e => e.Asked is not null)];
            }
        }
    }

    public LedgerEntry Begin(string tool, bool hasKey)
    {
        lock (_lock)
        {
            var entry = new LedgerEntry(this, _entries.Count, tool, hasKey);
            _entries.Add(entry.Summary, entry);
            _open.Add(entry);
            return entry;
        }
    }

    /// <summary>The entry of a request that a list of the tenant shows.</summary>
    public LedgerEntry Find(RequestState shown)
    {
        lock (_lock)
        {
            Assert.True(_entries.TryGetValue(shown.Summary, out var entry), $"{tenant.Name} was shown what it never asked: {shown}");
            return entry;
        }
    }

    /// <summary>Writes down a list's items.</summary>
    public IReadOnlyList<LedgerEntry> Show(Answer page, ServerClock.Reading asked)
    {
        var shown = new List<LedgerEntry>();
        foreach (var item in page.Find("items").EnumerateArray())
        {
            var state = RequestState.Of(item);
            var entry = Find(state);
            entry.Show(state, asked);
            shown.Add(entry);
        }

        return shown;
    }
}
