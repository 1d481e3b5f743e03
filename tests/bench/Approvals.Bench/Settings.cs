namespace Approvals.Bench;

/// <summary>What is measured, and where.</summary>
internal sealed record Settings(ScratchFiles Files, int Rounds, int Operations, int Pending);

/// <summary>A directory that goes away with the run.</summary>
internal sealed class ScratchFiles : IDisposable
{
    private readonly DirectoryInfo _directory;

    public ScratchFiles(DirectoryInfo parent) => _directory = parent.CreateSubdirectory($"bench-{Environment.ProcessId}");

    public string this[string name] => Path.Combine(_directory.FullName, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
