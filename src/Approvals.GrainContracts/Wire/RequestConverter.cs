using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.GrainContracts.Wire;

/// <summary>A request as it is stored, with the number of the format.</summary>
internal sealed class RequestConverter : JsonConverter<ApprovalRequest>
{
    public override ApprovalRequest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return RequestRecord.FromJson(JsonMarshal.GetRawUtf8Value(document.RootElement)).Request;
    }

    public override void Write(Utf8JsonWriter writer, ApprovalRequest value, JsonSerializerOptions options) =>
        writer.WriteRawValue(new RequestRecord { Request = value }.ToJson(), skipInputValidation: true);
}
