using Approvals.Grains;
using Approvals.Grains.Storage;

namespace Approvals.Silo;

/// <summary><c>migrate</c> and <c>rebuild</c>.</summary>
internal static class DatabaseCommands
{
    public static Task MigrateAsync(CancellationToken cancellation) =>
        SchemaMigrations.ApplyAsync(Configuration.Read().FullConnectionString(), cancellation);

    public static async Task RebuildAsync(CancellationToken cancellation)
    {
        var options = Configuration.Read();
        var unreadable = await ProjectionRebuild.RunAsync(
            new DatabaseOptions { ConnectionString = options.FullConnectionString(), ServiceId = options.ServiceId }, cancellation);
        foreach (var key in unreadable)
        {
            Console.WriteLine($"{key} cannot be read and is in no list.");
        }
    }
}
