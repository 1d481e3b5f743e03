using System.Collections.Concurrent;
using Approvals.Core.Ports;
using Approvals.Core.Storage;

namespace Approvals.Embedded.Storage;

/// <summary>Lends readers, each to one borrower at a time, and keeps those that come back.</summary>
internal sealed class RequestReaders(DatabaseFile file) : IDisposable
{
    private readonly ConcurrentBag<RequestReader> _idle = [];

    /// <exception cref="EngineException">A record that was asked for cannot be read.</exception>
    public T Read<T>(Func<RequestReader, T> read)
    {
        var reader = _idle.TryTake(out var idle) ? idle : new RequestReader(file.ConnectReader());
        try
        {
            var result = read(reader);
            _idle.Add(reader);
            reader = null;
            return result;
        }
        catch (StoredFormatException e)
        {
            throw new EngineException("A stored request cannot be read.", e);
        }
        finally
        {
            // A reader that failed is not lent again.
            reader?.Dispose();
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }
}
