namespace Approvals.Grains.Storage;

/// <summary>A record on its way to or from the database.</summary>
public sealed class Row
{
    /// <summary>What is looked for of the record, as one line of JSON; empty where it was read.</summary>
    public byte[] Line { get; init; } = [];

    /// <summary>The record, byte for byte as it is stored.</summary>
    public byte[] Record { get; init; } = [];
}
