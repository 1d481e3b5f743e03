using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.GrainContracts.Wire;

/// <summary>A tenant as it is stored, with the number of the format.</summary>
internal sealed class TenantConverter : JsonConverter<Tenant>
{
    public override Tenant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return TenantRecord.FromJson(JsonMarshal.GetRawUtf8Value(document.RootElement)).Tenant;
    }

    public override void Write(Utf8JsonWriter writer, Tenant value, JsonSerializerOptions options) =>
        writer.WriteRawValue(new TenantRecord { Tenant = value }.ToJson(), skipInputValidation: true);
}
