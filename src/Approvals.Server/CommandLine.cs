using System.CommandLine;
using System.CommandLine.Parsing;
using Approvals.Core.Identifiers;
using Approvals.Embedded;
using Microsoft.Extensions.Options;

namespace Approvals.Server;

/// <summary>The server's command line. Exit codes: 0 done, 1 a sentence on standard error says why not.</summary>
internal static class CommandLine
{
    private static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "The directory with the database and the keys.",
        DefaultValueFactory = _ => new DirectoryInfo("data"),
        Recursive = true,
    };

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "The addresses to listen on, separated by semicolons.",
        DefaultValueFactory = _ => "http://127.0.0.1:8080",
        Validators = { RefuseWhatIsNoAddress },
    };

    public static RootCommand Create()
    {
        var root = new RootCommand("Approvals for AI agents, on one SQLite file.") { Data, Urls, Tenant(), CallbackSecret(), Backup(), Check() };
        root.SetAction((result, cancellation) => TellAsync(() =>
            ServerHost.RunAsync(result.GetValue(Data)!, result.GetValue(Urls)!, cancellation)));
        return root;
    }

    private static Command Tenant()
    {
        var name = new Argument<string>("NAME") { Description = $"The tenant's name: {Identifier.Rule}." };
        var create = new Command("create", "Creates a tenant and prints its first admin key, once.") { name };
        create.SetAction((result, cancellation) => TellAsync(() =>
            TenantCommand.CreateAsync(result.GetValue(Data)!, result.GetValue(name)!, cancellation)));
        return new Command("tenant", "Tenants.") { create };
    }

    private static Command CallbackSecret()
    {
        var tenant = new Argument<string>("TENANT") { Description = "The agent's tenant." };
        var agent = new Argument<string>("AGENT") { Description = "The agent's name. Whether there is one is not looked at." };
        var secret = new Command("callback-secret", "Prints what an agent verifies its callbacks with until it is replaced, while the server runs or not.") { tenant, agent };
        secret.SetAction((result, _) => TellAsync(() => Task.Run(() =>
            CallbackSecretCommand.Print(result.GetValue(Data)!, result.GetValue(tenant)!, result.GetValue(agent)!))));
        return secret;
    }

    private static Command Backup()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The copy, which is not there yet." };
        var backup = new Command("backup", "Copies the database, while the server runs or not.") { file };
        backup.SetAction((result, _) => TellAsync(() => Task.Run(() =>
            DatabaseCommands.Backup(result.GetValue(Data)!, result.GetValue(file)!))));
        return backup;
    }

    private static Command Check()
    {
        var file = new Argument<FileInfo?>("FILE")
        {
            Description = "A copy to check; the database in --data if not said.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var check = new Command("check", "Checks the database, while the server runs or not; a line for each problem.") { file };
        check.SetAction((result, _) => TellAsync(() => Task.Run(() =>
            DatabaseCommands.Check(result.GetValue(Data)!, result.GetValue(file)))));
        return check;
    }

    private static void RefuseWhatIsNoAddress(OptionResult result)
    {
        var text = result.GetValueOrDefault<string>() ?? "";
        if (!text.Split(';').All(u => Uri.TryCreate(u, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            result.AddError($"--urls: '{text}' is no address such as http://127.0.0.1:8080, nor several with semicolons between.");
        }
    }

    /// <summary>What the operator can mend is told in a sentence, not in a stack trace.</summary>
    private static async Task<int> TellAsync(Func<Task> action)
    {
        try
        {
            await action();
            return 0;
        }
        catch (Exception e) when (e is EngineStartException or StartException or OptionsValidationException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
