using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Approvals.Core.Telemetry;
using Approvals.Embedded.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded;

/// <summary>The single-process engine: one SQLite file, one writer, group commit.</summary>
public sealed class EmbeddedEngine : IAsyncDisposable
{
    private readonly DatabaseFile _file;
    private readonly CommitQueue _queue;
    private readonly IDisposable[] _tables;
    private readonly EmbeddedRequests _requests;
    private readonly EmbeddedTenants _tenants;
    private readonly RecheckTable _recheckTable;
    private readonly OutboxRecords _records;
    private readonly Announcements _announcements;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly List<Background> _running = [];
    private readonly Checkpoints _checkpoints;
    private Outbox? _outbox;

    private EmbeddedEngine(
        DatabaseFile file, EmbeddedOptions options, IPermitSigner signer, TimeProvider time, ILogger logger)
    {
        _file = file;
        _time = time;
        _logger = logger;
        var connection = file.ConnectWriter(options.BusyTimeout);
        var live = new LiveRequests(options.LiveRequests);
        var history = new HistoryTables(connection);
        var recentIds = new RecentIds();
        var idTable = new RequestIdTable(connection, recentIds, options.RecentIds);
        var requestTable = new RequestTable(connection, live, history, idTable);
        _recheckTable = new RecheckTable(connection);
        var policyTable = new PolicyTable(connection);
        var tenantTable = new TenantTable(connection);
        var auditTable = new AuditTable(connection);
        _tables = [requestTable, idTable, history, _recheckTable, policyTable, tenantTable, auditTable];
        var transactions = new Transactions(connection, logger)
        {
            Committing = requestTable.Committing,
            Committed = requestTable.Committed,
            RolledBack = requestTable.RolledBack,
        };
        _queue = new CommitQueue(transactions, options, time);
        Readers = new RequestReaders(file, recentIds, logger);
        try
        {
            _tenants = new EmbeddedTenants(_queue, tenantTable, _recheckTable, time);
            var policies = new EmbeddedPolicies(_queue, policyTable, new PolicyVersions(file), time);
            var grounds = new RequestGrounds(requestTable, history, live, Readers, _tenants, policies, time);
            _announcements = new Announcements(Metrics, time);
            _records = new OutboxRecords(_queue, requestTable, grounds, live, Readers, _announcements.Announce, time);
            _requests = new EmbeddedRequests(_queue, grounds, _records, Readers, _announcements, signer, time);
            Policies = policies;
            Outbox = new EmbeddedOutbox(_records, Readers);
            Changes = new EmbeddedChanges(Readers, _announcements, time);
            Audit = new EmbeddedAudit(_queue, auditTable, Readers, time);
        }
        catch
        {
            _queue.Dispose();
            throw;
        }

        _checkpoints = new Checkpoints(file.ConnectCheckpoints(), _queue, logger);
        _running.Add(new Background("The checkpoints", _checkpoints.RoundAsync, time, logger));
    }

    public IRequests Requests => _requests;

    public IPolicies Policies { get; }

    public ITenants Tenants => _tenants;

    public IOutbox Outbox { get; }

    public IAudit Audit { get; }

    public IChanges Changes { get; }

    internal RequestMetrics Metrics { get; } = new();

    internal RequestReaders Readers { get; }

    /// <summary>Whether commands are taken.</summary>
    public bool IsReady => _queue.IsReady;

    /// <summary>Opens the file, and brings it to the newest schema. Everything that was answered is there.</summary>
    /// <exception cref="EngineStartException">It cannot be used; the message says why.</exception>
    public static EmbeddedEngine Open(
        EmbeddedOptions options, IPermitSigner signer, TimeProvider time, ILogger<EmbeddedEngine> logger)
    {
        var file = DatabaseFile.Open(options.Path);
        try
        {
            return new EmbeddedEngine(file, options, signer, time, logger);
        }
        catch (Exception e) when (e is StoredFormatException or SqliteException)
        {
            file.Dispose();
            throw new EngineStartException($"The database {options.Path} holds what this program cannot read. {e.Message}", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Starts what runs by itself: deadlines, and the effects that wait in the outbox.</summary>
    public void Start(IChannel channel)
    {
        var due = new DueTimes(_requests, _records, Readers, _announcements.DueAlarm, _time, _logger);
        EngineGauges.AddTo(Metrics.Meter, Readers, _time);
        _outbox = new Outbox(_records, Readers, channel, _time, _logger);
        _announcements.Effects = _outbox.Add;
        _running.Add(new Background("The watch over deadlines", due.RoundAsync, _time, _logger));
        var rechecks = new Rechecks(_requests, _tenants, _queue, _recheckTable, Readers, _time, _logger);
        _running.Add(new Background("The re-checks after changes of the directory", rechecks.RoundAsync, _time, _logger));
        _running.Add(new Background("The outbox", _outbox.RoundAsync, _time, _logger));
    }

    /// <summary>Finishes what was taken on, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var background in _running)
        {
            await background.DisposeAsync();
        }

        if (_outbox is not null)
        {
            await _outbox.DisposeAsync();
        }

        _queue.Finish();
        Metrics.Dispose();
        _checkpoints.Dispose();
        Readers.Dispose();
        foreach (var table in _tables)
        {
            table.Dispose();
        }

        _queue.Dispose();
        _file.Dispose();
    }
}
