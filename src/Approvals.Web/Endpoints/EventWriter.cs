using System.Buffers;
using System.IO.Pipelines;
using System.Net.Mime;
using System.Text;
using System.Text.Json;
using Approvals.Web.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Endpoints;

/// <summary>Writes an event stream (HTML Standard, section 9.2).</summary>
internal sealed class EventWriter
{
    private readonly PipeWriter _body;
    private readonly JsonSerializerOptions _json;

    private EventWriter(PipeWriter body, JsonSerializerOptions json)
    {
        _body = body;
        _json = json;
    }

    /// <summary>Begins the answer. Nothing on the way is to keep it back or to store it.</summary>
    public static EventWriter Begin(HttpContext context)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = MediaTypeNames.Text.EventStream;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return new EventWriter(
            context.Response.BodyWriter,
            context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);
    }

    /// <summary>JSON has no line breaks of its own, so the data is one line.</summary>
    public void Write(string id, string name, RequestView data)
    {
        Write($"id: {id}\nevent: {name}\ndata: ");
        _body.Write(JsonSerializer.SerializeToUtf8Bytes(data, _json));
        Write("\n\n");
    }

    /// <summary>The place up to which the client has everything, though there was no event for it.</summary>
    public void Place(string id) => Write($"id: {id}\n\n");

    public void Comment() => Write(":\n\n");

    public async Task FlushAsync(CancellationToken cancellation) => await _body.FlushAsync(cancellation);

    private void Write(string text) => _body.Write(Encoding.UTF8.GetBytes(text));
}
