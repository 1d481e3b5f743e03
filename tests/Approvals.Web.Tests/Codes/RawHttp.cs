using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Codes;

/// <summary>Sends what no client of the platform would.</summary>
internal static class RawHttp
{
    /// <param name="server">Whom to.</param>
    /// <param name="request">As it goes over the wire; it asks for the connection to be closed.</param>
    public static async Task<Answer> SendAsync(Uri server, string request)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(server.Host, server.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var response = (await reader.ReadToEndAsync()).Split("\r\n\r\n", 2);
        var lines = response[0].Split("\r\n");
        using var message = new HttpResponseMessage();
        foreach (var header in lines.Skip(1).Select(l => l.Split(": ", 2)))
        {
            message.Headers.TryAddWithoutValidation(header[0], header[1]);
        }

        var type = lines.FirstOrDefault(l => l.StartsWith("Content-Type: ", StringComparison.OrdinalIgnoreCase))?["Content-Type: ".Length..];
        var text = response[1];
        // A body in chunks is one chunk here.
        return new Answer(
            int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture),
            text.StartsWith('{') || text.Length == 0 ? text : text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..(text.LastIndexOf('}') + 1)],
            message.Headers,
            type);
    }
}
