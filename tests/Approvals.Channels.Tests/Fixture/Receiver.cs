using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Approvals.Channels.Tests.Fixture;

/// <summary>What a receiver was sent.</summary>
internal sealed record Received(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>An agent's own web server, on a port of loopback.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Received> _received = new();

    private Receiver(RequestDelegate answer, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            _ = certificate is null ? listen : listen.UseHttps(certificate);
        }));
        _app = builder.Build();
        _app.Run(async context =>
        {
            _received.Enqueue(await ReadAsync(context.Request));
            await answer(context);
        });
    }

    public IReadOnlyCollection<Received> Received => _received;

    public Uri Url => new(_app.Urls.Single() + "/hook?token=t0ken");

    /// <summary>A receiver that answers with this status and nothing else.</summary>
    public static Task<Receiver> StartAsync(int status, Action<HttpResponse>? more = null) => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        more?.Invoke(context.Response);
        return Task.CompletedTask;
    });

    public static async Task<Receiver> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null)
    {
        var receiver = new Receiver(answer, certificate);
        await receiver._app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<Received> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var headers = request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new Received(request.Method, request.Path + request.QueryString, headers, body.ToArray());
    }
}
