using Approvals.Channels.Callback;
using Approvals.GrainContracts.Credentials;
using Approvals.Web;
using Approvals.Web.Permits;
using Microsoft.Extensions.Options;

namespace Approvals.Silo;

/// <summary>The secrets that all nodes of a cluster share, each in a file.</summary>
internal static class SecretFiles
{
    private const string GatewayFile = "gateway.secret";
    private const string MasterFile = "callback-master.secret";
    private const string PermitKeyFile = "permit-key.pem";

    /// <exception cref="StartException">The file is not there, or holds no such secret.</exception>
    public static GatewaySecret ReadGateway(string directory) => GatewaySecret.Parse(Read(Path.Combine(directory, GatewayFile)))
        ?? throw new StartException($"{Path.Combine(directory, GatewayFile)} holds no usable secret: it is the base64 of {GatewaySecret.MinBytes} bytes or more.");

    /// <exception cref="StartException">The file is not there, or holds no such secret.</exception>
    public static MasterSecret ReadMaster(string directory) => MasterSecret.Parse(Read(Path.Combine(directory, MasterFile)))
        ?? throw new StartException($"{Path.Combine(directory, MasterFile)} holds no usable secret: it is the base64 of 32 bytes.");

    /// <exception cref="StartException">The key is not there.</exception>
    public static PermitSigner OpenSigner(string directory, IOptions<ApprovalsWebOptions> options)
    {
        // A node that made a key of its own would sign what no other's key verifies.
        _ = Read(Path.Combine(directory, PermitKeyFile));
        return PermitSigner.Open(directory, options);
    }

    /// <exception cref="StartException">The keys are not there.</exception>
    public static void AddKeys(IServiceCollection services, string directory)
    {
        try
        {
            services.AddSharedKeys(directory);
        }
        catch (InvalidOperationException e)
        {
            throw new StartException($"{e.Message} The command 'secrets' makes them.", e);
        }
    }

    /// <summary>Draws the secrets that are not there yet.</summary>
    public static void Create(DirectoryInfo directory)
    {
        directory.Create();
        WriteNew(directory, GatewayFile, GatewaySecret.Draw().Reveal());
        WriteNew(directory, MasterFile, MasterSecret.Draw().Reveal());
        DataProtectionKeys.CreateShared(directory.FullName);
        _ = PermitSigner.Open(directory.FullName, Options.Create(new ApprovalsWebOptions()));
    }

    /// <exception cref="StartException">The file is not there.</exception>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The secret {path} cannot be read: {e.Message}", e);
        }
    }

    private static void WriteNew(DirectoryInfo directory, string name, string secret)
    {
        var path = Path.Combine(directory.FullName, name);
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, secret + "\n");
        }
    }
}
