using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>What lies between the nodes and their database: it can be slow, and it can break.</summary>
internal sealed class Link : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly int _database;
    private readonly Task _accepting;
    private long _delay;

    /// <param name="database">The database's port.</param>
    public Link(int database)
    {
        _database = database;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How long each piece takes on its way, in either direction.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delay));
        set => Interlocked.Exchange(ref _delay, value.Ticks);
    }

    /// <summary>Breaks every connection, in the middle of whatever it is about.</summary>
    public void Break()
    {
        foreach (var socket in _open.Keys)
        {
            try
            {
                // A reset, not an end.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
                socket.Close();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It broke by itself meanwhile.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        Break();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var node = await _listener.AcceptSocketAsync(_stop.Token);
            _ = CarryAsync(node);
        }
    }

    private async Task CarryAsync(Socket node)
    {
        var database = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        node.NoDelay = true;
        _open[node] = _open[database] = true;
        try
        {
            await database.ConnectAsync(IPAddress.Loopback, _database, _stop.Token);
            await Task.WhenAny(PumpAsync(node, database), PumpAsync(database, node));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The one end learns of the other's.
        }
        finally
        {
            foreach (var end in new[] { node, database })
            {
                _open.TryRemove(end, out _);
                end.Dispose();
            }
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var piece = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(piece, _stop.Token) is > 0 and var size)
            {
                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, _stop.Token);
                }

                for (var sent = 0; sent < size;)
                {
                    sent += await to.SendAsync(piece.AsMemory(sent, size - sent), _stop.Token);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // So it ends.
        }
    }
}
