using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Web.Contract;

/// <summary>Times as RFC 3339 in UTC, with a <c>Z</c>.</summary>
internal sealed class Rfc3339Converter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Rfc3339.Format(value));
}
