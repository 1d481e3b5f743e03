using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.Channels;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Mail;

/// <summary>A mail as its reader's program shows it.</summary>
internal sealed record ReceivedMail(
    string To, string Subject, string Text, string Html, string MessageId, string? InReplyTo, string From, string Recipients, IReadOnlyList<string> Headers)
{
    /// <summary>The address of the page that the mail leads to, below the server's.</summary>
    public string Link => Text.Split('\n').Single(l => l.Contains("/a/", StringComparison.Ordinal)) is var line
        ? line[line.IndexOf("/a/", StringComparison.Ordinal)..].Trim()
        : throw new InvalidOperationException("The mail has no link.");
}

/// <summary>A real mail server, from npm, with STARTTLS and accounts.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "approvals";
    public const string Password = "open sesame";

    private static readonly string Node = Path.Combine(Repository.Root, "tests", "Approvals.Web.Tests", "Node");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory _keys = new();
    private readonly Channel<ReceivedMail> _mails = Channel.CreateUnbounded<ReceivedMail>();
    private Process? _node;

    public static bool IsInstalled => Directory.Exists(Path.Combine(Node, "node_modules", "smtp-server"));

    public int Port { get; private set; }

    /// <summary>The certificate that a client trusts it by.</summary>
    public string Certificate => _keys["mail.pem"];

    public static async Task<MailServer> StartAsync()
    {
        var server = new MailServer();
        server.WriteKeys();
        var start = new ProcessStartInfo("node", ["mail-server.mjs", server._keys["mail.key"], server.Certificate])
        {
            WorkingDirectory = Node,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        server._node = Process.Start(start)!;
        var first = await server._node.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        server.Port = JsonElement.Parse(first!).GetProperty("port").GetInt32();
        _ = server.ReadAsync();
        return server;
    }

    /// <summary>The next mail to this address of this subject; others are passed over.</summary>
    public async Task<ReceivedMail> NextAsync(string to, string subject, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        while (true)
        {
            if (await _mails.Reader.ReadAsync(limit.Token) is var mail && mail.To == to && mail.Subject == subject)
            {
                return mail;
            }
        }
    }

    /// <summary>The next mail to this address about this; others are passed over.</summary>
    public async Task<ReceivedMail> NextAsync(string to, Asked asked, string beginning = "Approve? ")
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await _mails.Reader.ReadAsync(limit.Token) is var mail
                && mail.To == to
                && mail.Subject.StartsWith(beginning, StringComparison.Ordinal)
                && mail.Subject.EndsWith($"({asked.Id[^6..]})", StringComparison.Ordinal))
            {
                return mail;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            _node.Kill();
            await _node.WaitForExitAsync();
            _node.Dispose();
        }

        _keys.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _node!.StandardOutput.ReadLineAsync() is { } line)
        {
            _mails.Writer.TryWrite(JsonSerializer.Deserialize<ReceivedMail>(line, JsonSerializerOptions.Web)!);
        }
    }

    private void WriteKeys()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(_keys["mail.key"], key.ExportPkcs8PrivateKeyPem());
    }
}
