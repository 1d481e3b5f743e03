using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Bodies;

/// <summary>Reads bodies, within their limits.</summary>
internal static class RequestBody
{
    /// <summary>The largest JSON body, in bytes.</summary>
    public const int MaxJsonBytes = 256 * 1024;

    /// <exception cref="RefusedException">It is over the limit, or did not arrive whole.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        while (true)
        {
            var read = await ReadAsync(request.BodyReader);
            if (read.Buffer.Length > maxBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                throw TooLarge(maxBytes);
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <exception cref="RefusedException">It is over the limit, or no JSON object.</exception>
    public static async Task<JsonObjectReader> ReadObjectAsync(HttpRequest request, int maxBytes = MaxJsonBytes)
    {
        var bytes = await ReadAsync(request, maxBytes);
        try
        {
            var root = StrictJson.Parse(bytes);
            return root.ValueKind == JsonValueKind.Object
                ? new JsonObjectReader(root)
                : throw new RefusedException(ProblemCode.InvalidJson, "The body is a JSON object.");
        }
        catch (JsonException e)
        {
            throw new RefusedException(ProblemCode.InvalidJson, e.Message);
        }
    }

    /// <summary>A document of YAML, or JSON, as long as a policy may be.</summary>
    /// <exception cref="RefusedException">It is over the limit, or no YAML that stands for a JSON object.</exception>
    public static async Task<JsonObjectReader> ReadYamlAsync(HttpRequest request)
    {
        var bytes = await ReadAsync(request, PolicyCompiler.MaxBytes);
        if (!Utf8.IsValid(bytes))
        {
            throw new RefusedException(ProblemCode.InvalidField, "The document is not valid UTF-8.");
        }

        return YamlObject.Read(Encoding.UTF8.GetString(bytes), out var errors) is { } document
            ? new JsonObjectReader(JsonElement.Parse(document.Text))
            : throw new RefusedException(ProblemCode.InvalidField, $"{errors.Length} problem(s) in the document; the first: {errors[0]}");
    }

    /// <summary>Whatever goes wrong here, the client did: it went away, stalled, or broke the framing.</summary>
    private static async ValueTask<ReadResult> ReadAsync(PipeReader body)
    {
        try
        {
            return await body.ReadAsync(CancellationToken.None);
        }
        catch (BadHttpRequestException)
        {
            throw;
        }
        catch (Exception e)
        {
            throw new RefusedException(ProblemCode.BadRequest, $"The body did not arrive whole: {e.Message}");
        }
    }

    private static RefusedException TooLarge(int maxBytes) =>
        new(ProblemCode.BodyTooLarge, $"The body has more than {maxBytes} bytes.");
}
