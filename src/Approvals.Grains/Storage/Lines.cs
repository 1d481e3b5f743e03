using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Grains.Storage;

/// <summary>The versions that a command was decided on; null where it does not hang on them.</summary>
internal sealed record Fence(int? Directory, int? Policies);

/// <summary>What is looked for of a request. Times are in ticks.</summary>
internal sealed record RequestLine(
    string Tenant,
    string Id,
    int Version,
    string Status,
    string Tool,
    string Agent,
    string? Executor,
    ImmutableArray<string> Names,
    long? Due,
    long? Outbox,
    bool IsParked,
    string? Digest,
    DenialLine? Denial,
    Fence? Fence)
{
    /// <summary>What has not been tried yet, the grain tries at once; after so long, whoever sweeps looks after it.</summary>
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(10);

    /// <param name="record">As it is to be stored.</param>
    /// <param name="now">The time.</param>
    /// <param name="fence">What it was decided on.</param>
    public static RequestLine Of(RequestRecord record, DateTimeOffset now, Fence? fence)
    {
        var request = record.Request;
        var denial = EarlierDenial.Of(request);
        return new RequestLine(
            request.Tenant.Value,
            request.Id.Value,
            request.Version,
            EnumWords.Of(request.Status),
            request.Action.Tool,
            request.Agent.Value,
            request.Claim?.Executor.Value,
            ReviewerNames.Of(request),
            request.DueAfter?.UtcTicks,
            record.Outbox.IsEmpty ? null : (record.RetryAt ?? now + FirstTry).UtcTicks,
            record.Parked is not null,
            denial is null ? null : request.Action.Digest.Value,
            // No text in PostgreSQL holds a zero.
            denial is null ? null : new DenialLine(denial.At.UtcTicks, denial.Reason.Replace('\0', '\uFFFD')),
            fence);
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LineJson.Default.RequestLine);
}

/// <summary>A denial, by its end.</summary>
internal sealed record DenialLine(long At, string Reason);

/// <summary>The silo that writes, as the membership table has it.</summary>
internal sealed record SiloLine(string Deployment, string Address, int Port, int Generation)
{
    public static SiloLine Of(ILocalSiloDetails silo) => new(
        silo.ClusterId, silo.SiloAddress.Endpoint.Address.ToString(), silo.SiloAddress.Endpoint.Port, silo.SiloAddress.Generation);
}

/// <summary>What is looked for of a tenant.</summary>
internal sealed record TenantLine(
    string Tenant, int Directory, ImmutableArray<string> Keys, ImmutableArray<ImmutableArray<string>> Issuers, long? Recheck, SiloLine? Silo)
{
    public static TenantLine Of(Tenant tenant, DateTimeOffset? recheck, SiloLine? silo) => new(
        tenant.Id.Value,
        tenant.Version,
        [.. tenant.Keys.Select(k => k.Id.Value)],
        [.. tenant.Issuers.Select(i => ImmutableArray.Create(i.Issuer, i.Audience))],
        recheck?.UtcTicks,
        silo);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LineJson.Default.TenantLine);
}

/// <summary>What is looked for of a tenant's policies: the version of the set, and what was published.</summary>
internal sealed record PoliciesLine(string Tenant, int Policies, ImmutableArray<PolicyLine> Published, SiloLine Silo)
{
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, LineJson.Default.PoliciesLine);
}

/// <summary>A published version.</summary>
internal sealed record PolicyLine(string Name, int Version, string Source, long PublishedAt, string PublishedBy)
{
    public static PolicyLine Of(PublishedPolicy policy) => new(
        policy.Policy.Name.Value, policy.Version, policy.Source, policy.PublishedAt.UtcTicks, policy.PublishedBy);
}

/// <summary>The lines' JSON. What is null is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RequestLine))]
[JsonSerializable(typeof(TenantLine))]
[JsonSerializable(typeof(PoliciesLine))]
internal sealed partial class LineJson : JsonSerializerContext;
