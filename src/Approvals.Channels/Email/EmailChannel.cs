using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Approvals.Channels.Callback;
using Approvals.Channels.Secrets;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Channels.Email;

/// <summary>
/// Mails people by the tenant's server (RFC 5321). The first mail of a request has a Message-ID that follows from the
/// request and the reader, and later ones refer to it, so that a reader's program shows them together.
/// </summary>
internal sealed class EmailChannel(ILinks links, IChannelSecrets secrets, AddressGuard guard, EmailOptions options)
{
    private const int ThreadBytes = 12;

    /// <summary>The replies of a server that will never take the mail (RFC 5321, 4.2.1): the mailbox is none, or not ours.</summary>
    private static readonly SmtpStatusCode[] Final =
    [
        SmtpStatusCode.MailboxUnavailable, SmtpStatusCode.MailboxNameNotAllowed, SmtpStatusCode.UserNotLocalTryAlternatePath,
    ];

    public async Task<DeliveryResult> DeliverAsync(
        Delivery delivery, Effect.Tell tell, TenantChannel channel, Reviewer person, CancellationToken cancellation)
    {
        var settings = (ChannelSettings.Email)channel.Settings;
        var address = person.Reach.Contacts.Email ?? throw new UndeliverableException("The person has no mail address any more.");
        await RequireAllowedAsync(settings.Host, cancellation);
        using var message = Write(delivery, tell, channel, person, address);
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls, Timeout = (int)options.TimeLimit.TotalMilliseconds };
        if (settings.User is { } user)
        {
            client.Credentials = new NetworkCredential(user, secrets.Require(delivery.Request.Tenant, channel, ChannelSettings.Email.Password));
        }

        await SendAsync(client, message, cancellation);
        return new DeliveryResult.Done(message.Headers["Message-ID"]);
    }

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    /// <summary>The name of the first mail: of the request, the channel and the reader, whatever their length.</summary>
    private static string ThreadOf(ApprovalRequest request, ChannelName channel, ReviewerId reader, string domain) =>
        $"<{request.Id}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{channel}/{reader}")).AsSpan(0, ThreadBytes))}@{domain}>";

    /// <summary>In words of ours: the server's own may quote what was sent.</summary>
    private async Task SendAsync(SmtpClient client, MailMessage message, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.TimeLimit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await client.SendMailAsync(message, either.Token);
        }
        catch (SmtpFailedRecipientException e) when (Final.Contains(e.StatusCode))
        {
            throw new UndeliverableException($"The mail server refuses the recipient: {(int)e.StatusCode}.");
        }
        catch (SmtpException e)
        {
            throw new EmailFailedException(e.StatusCode == SmtpStatusCode.GeneralFailure
                ? $"The mail server cannot be talked to: {e.InnerException?.GetType().Name ?? "no answer"}."
                : $"The mail server answers {(int)e.StatusCode}.");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new EmailFailedException($"The mail server did not take the mail within {options.TimeLimit.TotalSeconds} s.");
        }
    }

    private MailMessage Write(Delivery delivery, Effect.Tell tell, TenantChannel channel, Reviewer person, string address)
    {
        var request = delivery.Request;
        var from = ((ChannelSettings.Email)channel.Settings).From;
        var link = links.Create(new LinkGrant(request.Tenant, request.Id, person.Id, request.Action.Digest, channel.Name, address));
        var text = EmailText.Of(tell.Notice, request, person.Id, link, person.Reach.TimeZone);
        var message = new MailMessage(new MailAddress(from, "Approvals"), new MailAddress(address))
        {
            Subject = text.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = text.ToPlainText(),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(text.ToHtml(), Encoding.UTF8, MediaTypeNames.Text.Html));
        var thread = ThreadOf(request, channel.Name, person.Id, DomainOf(from));
        if (tell.Notice == Notice.Asked)
        {
            message.Headers["Message-ID"] = thread;
        }
        else
        {
            message.Headers["Message-ID"] = $"<{delivery.Id}@{DomainOf(from)}>";
            message.Headers["In-Reply-To"] = thread;
            message.Headers["References"] = thread;
        }

        // No robot answers it (RFC 3834).
        message.Headers["Auto-Submitted"] = "auto-generated";
        return message;
    }

    /// <exception cref="EmailFailedException">The server's address is one of this network, and not the operator's relay.</exception>
    private async Task RequireAllowedAsync(string host, CancellationToken cancellation)
    {
        if (options.IsRelay(host))
        {
            return;
        }

        try
        {
            await guard.RequireAllAsync(host, cancellation);
        }
        catch (AddressRefusedException)
        {
            throw new EmailFailedException("The mail server has an address that is not public, and is no relay of the operator's.");
        }
        catch (System.Net.Sockets.SocketException)
        {
            throw new EmailFailedException("The mail server's name cannot be resolved.");
        }
    }
}
