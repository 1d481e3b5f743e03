using System.Diagnostics;
using Approvals.Core.Ports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Storage;

namespace Approvals.Grains.Storage;

/// <summary>
/// Reads and writes the grains' records. A write is taken where the etag is the stored one and what it was decided on
/// still holds; whatever else happens, the grain has to go: only the database knows then what there is.
/// </summary>
internal sealed partial class GrainRecords(
    [FromKeyedServices(GrainRecords.Provider)] IGrainStorage storage, SiloLease silo, EngineMeter meter, ILogger<GrainRecords> logger)
{
    /// <summary>The name of the storage provider.</summary>
    public const string Provider = "approvals";

    /// <summary>The stored record and its etag; null where there is none.</summary>
    /// <exception cref="EngineException">The storage failed.</exception>
    public async Task<(byte[] Record, string ETag)?> ReadAsync(string kind, GrainId grain)
    {
        var state = new GrainState<Row>(new Row());
        try
        {
            await storage.ReadStateAsync(kind, grain, state);
        }
        catch (Exception e)
        {
            LogReadFailed(logger, e, kind, grain);
            throw new EngineException("The storage failed; nothing was done.");
        }

        return state.RecordExists ? (state.State!.Record, state.ETag!) : null;
    }

    /// <exception cref="EngineException">The silo may not write; or the storage failed, and nobody knows what it did.</exception>
    public async Task<WriteResult> WriteAsync(string kind, GrainId grain, string? etag, Row row)
    {
        await silo.RequireAsync();
        var result = "failed";
        var began = Stopwatch.GetTimestamp();
        var state = new GrainState<Row>(row, etag) { RecordExists = etag is not null };
        try
        {
            await storage.WriteStateAsync(kind, grain, state);
            result = "stored";
            return new WriteResult.Stored(state.ETag!);
        }
        catch (PostgresException e) when (e.SqlState == SqlStates.Outdated)
        {
            result = "outdated";
            return new WriteResult.Outdated();
        }
        catch (PostgresException e) when (e.SqlState == SqlStates.Taken)
        {
            return new WriteResult.Taken(e.MessageText);
        }
        catch (Exception e)
        {
            LogWriteFailed(logger, e, kind, grain);
            throw new EngineException(
                "The storage failed; whether the command took effect is not known, and giving it again tells.");
        }
        finally
        {
            meter.Wrote(result, Stopwatch.GetElapsedTime(began));
        }
    }

    [LoggerMessage(2010, LogLevel.Error, "The {Kind} of {Grain} cannot be read.")]
    private static partial void LogReadFailed(ILogger logger, Exception cause, string kind, GrainId grain);

    [LoggerMessage(2011, LogLevel.Error, "The {Kind} of {Grain} cannot be written; the grain goes.")]
    private static partial void LogWriteFailed(ILogger logger, Exception cause, string kind, GrainId grain);
}
