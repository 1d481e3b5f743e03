namespace Approvals.Silo;

/// <summary>What a node does.</summary>
internal enum NodeRole
{
    /// <summary>Grains and the HTTP front end in one process.</summary>
    Both,

    /// <summary>Grains.</summary>
    Silo,

    /// <summary>The HTTP front end; the grains are elsewhere.</summary>
    Gateway,
}
