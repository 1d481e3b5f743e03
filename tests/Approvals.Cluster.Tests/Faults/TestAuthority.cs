using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Approvals.GrainContracts.Credentials;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>An authority that signs one certificate for nodes and clients, in files.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("approvals-tls-");

    public TestAuthority()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var node = new CertificateRequest("CN=node", key, HashAlgorithmName.SHA256);
        using var certificate = node.Create(authority, now.AddHours(-1), now.AddHours(12), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(PathOf("authority.pem"), authority.ExportCertificatePem());
        File.WriteAllText(PathOf("node.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(PathOf("node.key"), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>For a node's configuration.</summary>
    public Dictionary<string, string> Settings => new(StringComparer.Ordinal)
    {
        ["Cluster__Tls__Certificate"] = PathOf("node.pem"),
        ["Cluster__Tls__Key"] = PathOf("node.key"),
        ["Cluster__Tls__Authority"] = PathOf("authority.pem"),
    };

    public NodeCertificates Load() => NodeCertificates.Load(PathOf("node.pem"), PathOf("node.key"), PathOf("authority.pem"));

    public void Dispose() => _directory.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_directory.FullName, name);
}
