using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Microsoft.Extensions.Logging.Abstractions;

namespace Approvals.Embedded.Tests.Fixture;

/// <summary>An engine on a file in a directory of its own, with the demo tenant and its policies.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("approvals-embedded-");
    private EmbeddedEngine? _engine;

    private TestEngine(ManualTime time)
    {
        Time = time;
        Channel = new RecordingChannel(time);
        Options = new EmbeddedOptions { Path = Path.Combine(_directory.FullName, "approvals.db") };
    }

    public EmbeddedOptions Options { get; set; }

    public string File => Options.Path;

    public ManualTime Time { get; }

    public RecordingChannel Channel { get; }

    public PermitSigner Signer { get; } = new();

    public EmbeddedEngine Engine => _engine ?? throw new InvalidOperationException("The engine is closed.");

    /// <summary>Nothing but the empty directory.</summary>
    public static TestEngine Closed() => new(new ManualTime());

    /// <summary>Open, with the demo tenant; not started.</summary>
    public static async Task<TestEngine> NewAsync(int queueLength = 10_000, int batchSize = 1_024)
    {
        var engine = Closed();
        engine.Options = engine.Options with { QueueLength = queueLength, BatchSize = batchSize };
        engine.Open();
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
        _engine = EmbeddedEngine.Open(Options, Signer, Time, NullLogger<EmbeddedEngine>.Instance);

    public void Start() => Engine.Start(Channel);

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

    /// <summary>What a crash at this moment would leave, opened elsewhere.</summary>
    public TestEngine OpenCopy()
    {
        var copy = new TestEngine(Time);
        copy.Options = Options with { Path = copy.File };
        System.IO.File.Copy(File, copy.File);
        System.IO.File.Copy(File + "-wal", copy.File + "-wal");
        copy.Open();
        return copy;
    }

    /// <summary>Creates a tenant with the same directory and policies as the demo's.</summary>
    public async Task CreateTenantAsync(TenantId tenant)
    {
        Assert.IsType<TenantOutcome.Stored>(await Engine.Tenants.CreateAsync(tenant, Demo.FirstEntries, default));
        await Engine.Policies.PublishAsync(tenant, Demo.Publish(Demo.Payments, Demo.PaymentsSource), default);
        await Engine.Policies.PublishAsync(tenant, Demo.Publish(Demo.Releases, Demo.ReleasesSource), default);
    }

    /// <summary>Keeps the writer busy: until the hold is disposed of, every command only waits.</summary>
    public async Task<WriterHold> HoldWriterAsync()
    {
        var request = await this.SubmitAsync(Demo.Payment($"hold {Guid.NewGuid()}", amount: 1));
        var held = Signer.Hold();
        // Who finds the writer idle writes itself.
        var claim = Task.Run(() => this.ClaimAsync(request));
        await held.InTime();
        return new WriterHold(Signer, claim);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Signer.Dispose();
        _directory.Delete(recursive: true);
    }

    internal sealed class WriterHold(PermitSigner signer, Task claim) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            signer.Release();
            await claim.InTime();
        }
    }
}
