using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Tenants;

namespace Approvals.Core.Storage;

/// <summary>What an engine stores of a tenant's directory. Versioned JSON, the same for every engine.</summary>
public sealed record TenantRecord
{
    /// <summary>The format that this version writes.</summary>
    public const int CurrentFormat = 5;

    [JsonPropertyOrder(-1)]
    public int Format { get; init; } = CurrentFormat;

    public required Tenant Tenant { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Default.TenantRecord);

    /// <exception cref="StoredFormatException">It is of a newer version, or damaged.</exception>
    public static TenantRecord FromJson(ReadOnlySpan<byte> json) =>
        StoredFormat.Read(json, CurrentFormat, StoredJson.Default.TenantRecord) with { Format = CurrentFormat };
}
