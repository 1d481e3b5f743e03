using System.CommandLine;
using Approvals.Core.Identifiers;
using Approvals.Grains.Storage;

namespace Approvals.Silo;

/// <summary>The node's command line; how it runs is configuration. Exit codes: 0 done, 1 a sentence on standard error says why not.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("A node of the approvals cluster; its configuration says which.") { Tenant(), Secrets(), Migrate(), Rebuild(), Health() };
        root.SetAction((_, cancellation) => TellAsync(() => NodeHost.RunAsync(cancellation)));
        return root;
    }

    private static Command Tenant()
    {
        var name = new Argument<string>("NAME") { Description = $"The tenant's name: {Identifier.Rule}." };
        var create = new Command("create", "Creates a tenant in the running cluster and prints its first admin key, once.") { name };
        create.SetAction((result, cancellation) => TellAsync(() => TenantCommand.CreateAsync(result.GetValue(name)!, cancellation)));
        return new Command("tenant", "Tenants.") { create };
    }

    private static Command Secrets()
    {
        var directory = new Argument<DirectoryInfo>("DIRECTORY") { Description = "Where the files go; those that are there stay." };
        var secrets = new Command("secrets", "Draws the secrets that the nodes of a cluster share.") { directory };
        secrets.SetAction((result, _) => TellAsync(() => Task.Run(() => SecretFiles.Create(result.GetValue(directory)!))));
        return secrets;
    }

    private static Command Migrate()
    {
        var migrate = new Command("migrate", "Brings the database to this version's schema. A silo does so when it starts.");
        migrate.SetAction((_, cancellation) => TellAsync(() => DatabaseCommands.MigrateAsync(cancellation)));
        return migrate;
    }

    private static Command Rebuild()
    {
        var rebuild = new Command("rebuild", "Writes the lists and the inbox anew from the records.");
        rebuild.SetAction((_, cancellation) => TellAsync(() => DatabaseCommands.RebuildAsync(cancellation)));
        return rebuild;
    }

    private static Command Health()
    {
        var url = new Option<Uri>("--url")
        {
            Description = "Where the node says whether it is ready.",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080/health/ready"),
        };
        var health = new Command("health", "Asks the node of this machine whether it is ready.") { url };
        health.SetAction((result, cancellation) => TellAsync(() => HealthCommand.AskAsync(result.GetValue(url)!, cancellation)));
        return health;
    }

    /// <summary>What the operator can mend is told in a sentence, not in a stack trace.</summary>
    private static async Task<int> TellAsync(Func<Task> action)
    {
        try
        {
            await action();
            return 0;
        }
        catch (Exception e) when (e is StartException or SchemaException or Microsoft.Extensions.Options.OptionsValidationException
            or InvalidDataException or IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
