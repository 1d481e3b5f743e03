namespace Approvals.Conformance.Fixture;

/// <summary>A test of an engine that holds the demo tenant.</summary>
public abstract class ConformanceTest(OpenEngine open) : IAsyncLifetime
{
    private IEngineUnderTest? _engine;

    protected IEngineUnderTest Engine => _engine ?? throw new InvalidOperationException("The engine is not open.");

    public async ValueTask InitializeAsync()
    {
        _engine = await open().InTime();
        await _engine.CreateTenantAsync(Demo.Tenant);
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is { } engine)
        {
            await engine.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
