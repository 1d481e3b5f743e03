using Approvals.Channels.Callback;
using Approvals.Web.Permits;

namespace Approvals.Server;

/// <summary>The secret that the agents' callback secrets are derived from, in a file that only its owner reads.</summary>
internal static class MasterSecretFile
{
    private const string FileName = "callback-master.secret";

    /// <summary>The secret in this directory; a new one where there is none.</summary>
    /// <exception cref="InvalidDataException">The file holds no such secret. It is left as it is.</exception>
    public static MasterSecret LoadOrCreate(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            PrivateFile.Write(path, MasterSecret.Draw().Reveal() + "\n");
        }

        return MasterSecret.Parse(File.ReadAllText(path).Trim()) ?? throw new InvalidDataException(
            $"{path} holds no usable secret: it is the base64 of 32 bytes. Restore it from a backup; without it every agent needs a new callback secret.");
    }
}
