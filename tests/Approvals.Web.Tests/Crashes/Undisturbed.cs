using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>Nothing happens to the server but that it is killed.</summary>
internal sealed class Undisturbed : Surroundings
{
    private readonly TemporaryDirectory _directory = new();

    public override string Data => _directory.Path;

    public override ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
