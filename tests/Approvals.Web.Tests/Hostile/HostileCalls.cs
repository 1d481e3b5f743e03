using System.Globalization;
using System.Text;
using System.Text.Json;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Hostile;

/// <summary>
/// Draws calls of every address in the API's document: most are nearly right, so that they get far, and all are wrong
/// somewhere, or by somebody who may not.
/// </summary>
internal sealed class HostileCalls(Random random, IReadOnlyList<string> credentials, IReadOnlyList<string> requests)
{
    private static readonly string[] Junk =
    [
        "", "0", "-1", "%00", "%ff", "%2e%2e%2f", "..", "a/b", "null", "{}", "[]", "*", "\"1\"", "'", "é", "req_", "req_00000000000000000000000000",
        "fuzz", "9999999999999999999999", "1e400", "true", "sha256:", "W/\"1\"", "2026-11-22T12:49:06Z", "\t", "%0d%0aX:1", new('x', 300), new('1', 2_000),
    ];

    private static readonly string[] Headers = ["Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID"];

    private static readonly string[] Values =
    [
        "null", "true", "-0", "1e400", "9007199254740993", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "{\"a\":1,\"a\":2}", "\"x\"", "1.5", "[[[[[[]]]]]]", "-",
    ];

    private static readonly JsonElement Paths = ReadPaths();

    private readonly List<(string Method, string Path, JsonElement Operation)> _operations =
        [.. Paths.EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (o.Name.ToUpperInvariant(), p.Name, o.Value)))];

    /// <summary>As it goes over the wire.</summary>
    public byte[] Next()
    {
        var (method, path, operation) = Pick(_operations);
        var credential = Pick(credentials);
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"{(Rarely() ? Pick(["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "X"]) : method)} {Fill(path)}{Query(operation)} HTTP/1.1\r\n");
        head.Append("Host: x\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Authorization: Bearer {(Rarely() ? Mutate(credential) : credential)}\r\n");
        foreach (var name in Headers.Where(_ => Rarely()))
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {Pick(Junk)}\r\n");
        }

        var body = method == "GET" ? [] : Body(operation);
        if (body.Length > 0 || Rarely())
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        }

        byte[] call = [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. body];
        return Closing(random.Next(20) == 0 ? Flip(call) : call);
    }

    /// <summary>Whatever else is wrong with it, it asks for the connection to be closed.</summary>
    private static byte[] Closing(byte[] call)
    {
        var end = call.AsSpan().IndexOf("\r\n"u8) + 2;
        return [.. call[..end], .. "Connection: close\r\n"u8, .. call[end..]];
    }

    private static JsonElement ReadPaths() =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "openapi.json"))).GetProperty("paths");

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private bool Rarely() => random.Next(6) == 0;

    private string Fill(string path)
    {
        while (path.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start)
        {
            path = path[..start] + (random.Next(2) == 0 ? Pick(requests) : Pick(Junk).Replace("{", "", StringComparison.Ordinal)) + path[(path.IndexOf('}', start) + 1)..];
        }

        return path;
    }

    private string Query(JsonElement operation)
    {
        if (!operation.TryGetProperty("parameters", out var parameters) || random.Next(2) == 0)
        {
            return "";
        }

        var names = parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!).Append("unknown").ToList();
        var name = Pick(names);
        // A wait that is taken would only hold up the test.
        return $"?{name}={(name == "wait" ? Pick(["0", "-1", "61", "x", ""]) : Pick(Junk))}";
    }

    private byte[] Body(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body)
            || !body.GetProperty("content").EnumerateObject().First().Value.TryGetProperty("example", out var example))
        {
            return Rarely() ? Encoding.UTF8.GetBytes(Pick(Values)) : [];
        }

        var text = example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText();
        return random.Next(5) switch
        {
            0 => Flip(Encoding.UTF8.GetBytes(text)),
            1 => Encoding.UTF8.GetBytes(text[..random.Next(text.Length)]),
            2 => Encoding.UTF8.GetBytes(Replace(text)),
            3 => Encoding.UTF8.GetBytes(text.Insert(text.Length - 1, $",\"{Pick(["unknown", "tool", "digest", "tenant"])}\":{Pick(Values)}")),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    /// <summary>With one value in the place of another.</summary>
    private string Replace(string json)
    {
        var colon = json.IndexOf(':', random.Next(json.Length));
        var end = colon < 0 ? -1 : json.IndexOfAny([',', '}'], colon);
        return end < 0 ? Pick(Values) : string.Concat(json.AsSpan(0, colon + 1), Pick(Values), json.AsSpan(end));
    }

    private string Mutate(string text)
    {
        var place = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text[..place],
            1 => text.Insert(place, Pick(Junk)),
            _ => string.Concat(text.AsSpan(0, place), "A", text.AsSpan(place + 1)),
        };
    }

    private byte[] Flip(byte[] bytes)
    {
        var flipped = (byte[])bytes.Clone();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
        }

        return flipped;
    }
}
