using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Microsoft.Extensions.Logging.Abstractions;

namespace Approvals.Embedded.Tests.Fixture;

/// <summary>The embedded engine under test: a file in a directory of its own.</summary>
internal sealed class TestEngine : IEngineUnderTest
{
    /// <summary>Whose claims hold the writer, so that the tests' own tenants have nothing of it.</summary>
    private static readonly TenantId Holding = new("holding");

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("approvals-embedded-");
    private readonly WriterGate _gate;
    private EmbeddedEngine? _engine;
    private ProcessLife? _life;
    private int _crashes;
    private int _holds;

    private TestEngine()
    {
        Channel = new RecordingChannel(Time);
        _gate = new WriterGate(Signer);
        Options = new EmbeddedOptions { Path = Path.Combine(_directory.FullName, "approvals.db") };
    }

    public EmbeddedOptions Options { get; set; }

    public string File => Options.Path;

    public ManualTime Time { get; } = new();

    public RecordingChannel Channel { get; }

    public PermitSigner Signer { get; } = new();

    public EmbeddedEngine Engine => _engine ?? throw new InvalidOperationException("The engine is closed.");

    public IRequests Requests => Engine.Requests;

    public IPolicies Policies => Engine.Policies;

    public ITenants Tenants => Engine.Tenants;

    public IOutbox Outbox => Engine.Outbox;

    public IAudit Audit => Engine.Audit;

    public IChanges Changes => Engine.Changes;

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Nothing but the empty directory.</summary>
    public static TestEngine Closed() => new();

    /// <summary>Open and empty; for the suite.</summary>
    public static Task<IEngineUnderTest> SubjectAsync() => SubjectAsync(queueLength: 10_000, batchSize: 1_024);

    /// <summary>The same with room for fewer commands.</summary>
    public static Task<IEngineUnderTest> SubjectAsync(int queueLength, int batchSize) =>
        Task.FromResult<IEngineUnderTest>(OpenNew(queueLength, batchSize));

    /// <summary>Open, with the demo tenant; not started.</summary>
    public static async Task<TestEngine> NewAsync(int queueLength = 10_000, int batchSize = 1_024)
    {
        var engine = OpenNew(queueLength, batchSize);
        await engine.CreateTenantAsync(Demo.Tenant);
        return engine;
    }

    /// <summary>Open, with the demo tenant, and started.</summary>
    public static async Task<TestEngine> NewStartedAsync()
    {
        var engine = await NewAsync();
        engine.Start();
        return engine;
    }

    public EmbeddedEngine Open() =>
        _engine = EmbeddedEngine.Open(Options, _gate, Time, NullLogger<EmbeddedEngine>.Instance);

    public void Start()
    {
        _life = new ProcessLife(Channel);
        Engine.Start(_life);
    }

    public async Task CloseAsync()
    {
        if (_engine is { } engine)
        {
            _engine = null;
            await engine.DisposeAsync().AsTask().InTime();
        }
    }

    public async Task ReopenAsync()
    {
        await CloseAsync();
        Open();
    }

    public Task MoveToAsync(DateTimeOffset to)
    {
        Time.JumpTo(to);
        return Task.CompletedTask;
    }

    public Task<T> PassUntilAsync<T>(Task<T> condition) => Time.PassUntilAsync(condition);

    Task IEngineUnderTest.StartAsync()
    {
        Start();
        return Task.CompletedTask;
    }

    Task IEngineUnderTest.RestartAsync() => ReopenAsync();

    /// <summary>What is in the file and its log now is what a kill would leave: it is opened elsewhere.</summary>
    public async Task CrashAsync()
    {
        _life?.Kill();
        var left = Path.Combine(_directory.FullName, $"approvals-{++_crashes}.db");
        System.IO.File.Copy(File, left);
        if (System.IO.File.Exists(File + "-wal"))
        {
            System.IO.File.Copy(File + "-wal", left + "-wal");
        }

        await CloseAsync();
        Options = Options with { Path = left };
        Open();
    }

    public async Task<IAsyncDisposable> HoldAsync() => await HoldWriterAsync();

    /// <summary>Keeps the writer busy: until the hold is disposed of, every command only waits.</summary>
    public async Task<WriterHold> HoldWriterAsync()
    {
        if (await Tenants.FindAsync(Holding, default) is null)
        {
            await this.CreateTenantAsync(Holding);
        }

        var request = await this.SubmitAsync(Demo.Payment($"hold {++_holds}", amount: 1, Holding));
        var held = _gate.Hold();
        // Who finds the writer idle may write itself.
        var claim = Task.Run(() => this.ClaimAsync(request));
        await held.InTime();
        return new WriterHold(_gate, claim);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _gate.Dispose();
        _directory.Delete(recursive: true);
    }

    private static TestEngine OpenNew(int queueLength, int batchSize)
    {
        var engine = Closed();
        engine.Options = engine.Options with { QueueLength = queueLength, BatchSize = batchSize };
        engine.Open();
        return engine;
    }

    internal sealed class WriterHold(WriterGate gate, Task claim) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            gate.Release();
            await claim.InTime();
        }
    }
}
