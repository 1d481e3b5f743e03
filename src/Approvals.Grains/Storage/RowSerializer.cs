using Orleans.Storage;

namespace Approvals.Grains.Storage;

/// <summary>Hands records to the database as they are: line and record on the way there, the record alone on the way back.</summary>
internal sealed class RowSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => input is Row row
        ? new BinaryData((byte[])[.. row.Line, (byte)'\n', .. row.Record])
        : throw new NotSupportedException($"{typeof(T).Name} is no record of this engine.");

    public T Deserialize<T>(BinaryData input) => new Row { Record = input.ToArray() } is T row
        ? row
        : throw new NotSupportedException($"{typeof(T).Name} is no record of this engine.");
}
