using System.Collections.Concurrent;
using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded.Storage;

/// <summary>Lends readers, each to one borrower at a time, and keeps those that come back.</summary>
internal sealed class RequestReaders(DatabaseFile file, RecentIds recent, ILogger logger) : IDisposable
{
    /// <summary>The most that are kept while nobody reads.</summary>
    private const int MostIdle = 16;

    private readonly ConcurrentBag<RequestReader> _idle = [];

    /// <exception cref="EngineException">A record that was asked for or the file cannot be read.</exception>
    public T Read<T>(Func<RequestReader, T> read)
    {
        RequestReader? reader = null;
        try
        {
            reader = _idle.TryTake(out var idle) ? idle : new RequestReader(file.ConnectReader(), recent, logger);
            var result = read(reader);
            if (_idle.Count < MostIdle)
            {
                _idle.Add(reader);
                reader = null;
            }

            return result;
        }
        catch (StoredFormatException e)
        {
            throw new EngineException("A stored request cannot be read.", e);
        }
        catch (SqliteException e)
        {
            throw new EngineException("The stored requests cannot be read.", e);
        }
        finally
        {
            // One that failed is not lent again, and not more are kept than are worth it.
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
