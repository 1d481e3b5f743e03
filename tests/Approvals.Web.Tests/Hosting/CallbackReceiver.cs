using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Approvals.Web.Tests.Hosting;

/// <summary>A call that an agent received: its headers, and its body as it came.</summary>
internal sealed record ReceivedCallback(string Id, string Timestamp, string Signature, byte[] Body);

/// <summary>Where an agent listens for its callbacks. The first one it fails to take.</summary>
internal sealed class CallbackReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly Channel<ReceivedCallback> _calls = Channel.CreateUnbounded<ReceivedCallback>();
    private readonly int[] _statuses;
    private int _count;

    private CallbackReceiver(int[] statuses)
    {
        _statuses = statuses;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(TakeAsync);
    }

    public string Origin => _app.Urls.Single();

    /// <param name="statuses">What it answers, one after the other; the last one from then on.</param>
    public static async Task<CallbackReceiver> StartAsync(params int[] statuses)
    {
        var receiver = new CallbackReceiver(statuses);
        await receiver._app.StartAsync();
        return receiver;
    }

    public Task<ReceivedCallback> NextAsync() => _calls.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        context.Response.StatusCode = _statuses[Math.Min(Interlocked.Increment(ref _count), _statuses.Length) - 1];
        _calls.Writer.TryWrite(new ReceivedCallback(
            headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body.ToArray()));
    }
}
