using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Permits;

/// <summary>An ECDSA key on P-256 in a PEM file (PKCS #8) that only its owner reads.</summary>
internal static class EcKeyFile
{
    /// <summary>The key in the file; a new one where there is no file. Its id is its RFC 7638 thumbprint.</summary>
    /// <exception cref="InvalidDataException">The file holds no such key. It is left as it is.</exception>
    public static ECDsaSecurityKey LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Create(path);
        }

        var algorithm = ECDsa.Create();
        try
        {
            algorithm.ImportFromPem(File.ReadAllText(path));
            if (algorithm.ExportParameters(includePrivateParameters: true) is { D: null } or { Curve.Oid.Value: not "1.2.840.10045.3.1.7" })
            {
                throw new CryptographicException("It is not a private key on P-256.");
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            algorithm.Dispose();
            throw new InvalidDataException(
                $"{path} holds no usable key: {e.Message} Restore it from a backup; without it nobody can check what was signed with it.", e);
        }

        var key = new ECDsaSecurityKey(algorithm);
        key.KeyId = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }

    /// <summary>Written aside and moved into place, so that there is never half a key.</summary>
    private static void Create(string path)
    {
        using var algorithm = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFile.Write(path, algorithm.ExportPkcs8PrivateKeyPem());
    }
}
