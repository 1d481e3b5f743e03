using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace Approvals.Web;

/// <summary>
/// The keys of ASP.NET Core's data protection, in a directory that only its owner reads: what is encrypted with them, such
/// as the secrets of channels, is worth nothing without it.
/// </summary>
public static class DataProtectionKeys
{
    private const string DirectoryName = "keys";
    private const string Application = "approvals";

    /// <summary>So long a key is used that nodes share, and none of them may replace.</summary>
    private static readonly TimeSpan SharedLifetime = TimeSpan.FromDays(3_650);

    /// <summary>Keys that the process makes anew when they are due.</summary>
    public static IServiceCollection AddOwnKeys(this IServiceCollection services, string directory)
    {
        Protect(services, directory);
        return services;
    }

    /// <summary>Keys that were made before, for all nodes of a cluster.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static IServiceCollection AddSharedKeys(this IServiceCollection services, string directory)
    {
        var path = Path.Combine(directory, DirectoryName);
        if (!Directory.Exists(path) || Directory.GetFiles(path, "key-*.xml").Length == 0)
        {
            throw new InvalidOperationException($"There are no keys in {path}: all nodes of a cluster share them.");
        }

        Protect(services, directory).DisableAutomaticKeyGeneration();
        return services;
    }

    /// <summary>Makes the keys that nodes share, where there are none.</summary>
    public static void CreateShared(string directory)
    {
        var path = Path.Combine(directory, DirectoryName);
        if (Directory.Exists(path) && Directory.GetFiles(path, "key-*.xml").Length > 0)
        {
            return;
        }

        var services = new ServiceCollection().AddLogging();
        Protect(services, directory);
        using var provider = services.BuildServiceProvider();
        var now = DateTimeOffset.UtcNow;
        provider.GetRequiredService<IKeyManager>().CreateNewKey(now, now + SharedLifetime);
    }

    private static IDataProtectionBuilder Protect(IServiceCollection services, string directory)
    {
        var path = Path.Combine(directory, DirectoryName);
        var made = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return services.AddDataProtection().SetApplicationName(Application).PersistKeysToFileSystem(made);
    }
}
