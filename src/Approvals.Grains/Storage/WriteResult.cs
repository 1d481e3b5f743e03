namespace Approvals.Grains.Storage;

/// <summary>What became of a write. In all cases but <see cref="Stored"/> nothing changed.</summary>
internal abstract record WriteResult
{
    private WriteResult()
    {
    }

    public sealed record Stored(string ETag) : WriteResult;

    /// <summary>It was decided on a directory or on policies that are not in force any more.</summary>
    public sealed record Outdated : WriteResult;

    /// <summary>A credential belongs to another tenant.</summary>
    public sealed record Taken(string Credential) : WriteResult;
}
