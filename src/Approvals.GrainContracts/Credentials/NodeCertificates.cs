using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Approvals.GrainContracts.Credentials;

/// <summary>
/// Mutual TLS on Orleans' ports: every node and every client shows a certificate of the cluster's own authority, and
/// takes no other. Names are not looked at: whoever has such a certificate is of the cluster.
/// </summary>
/// <param name="Own">With its private key.</param>
/// <param name="Authority">Who signed all of them.</param>
public sealed record NodeCertificates(X509Certificate2 Own, X509Certificate2 Authority)
{
    /// <summary>Of three files in PEM.</summary>
    /// <exception cref="IOException">One is not there.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">One is not what it should be.</exception>
    public static NodeCertificates Load(string certificate, string key, string authority)
    {
        using var pem = X509Certificate2.CreateFromPemFile(certificate, key);
        // Some platforms' TLS takes no key that was never stored in a file of theirs.
        var own = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), password: null);
        return new NodeCertificates(own, X509CertificateLoader.LoadCertificateFromFile(authority));
    }

    public ISiloBuilder Secure(ISiloBuilder silo) => silo.UseTls(Configure);

    public IClientBuilder Secure(IClientBuilder client) => client.UseTls(Configure);

    private void Configure(TlsOptions options)
    {
        options.LocalCertificate = Own;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (certificate, _, _) => IsOfTheCluster(certificate);
        options.OnAuthenticateAsClient = (_, ssl) => ssl.TargetHost = Own.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
    }

    private bool IsOfTheCluster(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
