using System.Buffers;
using System.Text.Json;
using Approvals.Core.Json;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Bodies;

/// <summary>Reads bodies, within their limits.</summary>
internal static class RequestBody
{
    /// <summary>The largest JSON body, in bytes.</summary>
    public const int MaxJsonBytes = 256 * 1024;

    /// <exception cref="RefusedException">It is over the limit.</exception>
    public static async Task<byte[]> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
        {
            throw TooLarge(maxBytes);
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
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
    public static async Task<JsonObjectReader> ReadObjectAsync(HttpRequest request, CancellationToken cancellation)
    {
        var bytes = await ReadAsync(request, MaxJsonBytes, cancellation);
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

    private static RefusedException TooLarge(int maxBytes) =>
        new(ProblemCode.BodyTooLarge, $"The body has more than {maxBytes} bytes.");
}
