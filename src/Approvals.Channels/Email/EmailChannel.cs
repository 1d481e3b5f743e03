using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Approvals.Channels.Callback;
using Approvals.Channels.Gateways;
using Approvals.Channels.Secrets;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Approvals.Channels.Email;

/// <summary>
/// Mails people by the tenant's server (RFC 5321). The first mail of a request has a Message-ID that follows from the
/// request and the reader, and later ones refer to it, so that a reader's program shows them together.
/// </summary>
internal sealed class EmailChannel
{
    /// <summary>Under which the guard stands that mail servers are found by.</summary>
    public const string Guard = "email";

    private const int ThreadBytes = 12;

    /// <summary>For so long it is waited for what comes with the first request of a daily mail: they are due at one moment.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);

    /// <summary>The replies of a server that will never take the mail (RFC 5321, 4.2.1): the mailbox is none, or not ours.</summary>
    private static readonly SmtpStatusCode[] Final =
    [
        SmtpStatusCode.MailboxUnavailable, SmtpStatusCode.MailboxNameNotAllowed, SmtpStatusCode.UserNotLocalTryAlternatePath,
    ];

    private readonly ILinks _links;
    private readonly IChannelSecrets _secrets;
    private readonly AddressGuard _guard;
    private readonly EmailOptions _options;
    private readonly TimeProvider _time;
    private readonly Places<Mailbox, Item> _digests;

    public EmailChannel(ILinks links, IChannelSecrets secrets, [FromKeyedServices(Guard)] AddressGuard guard, EmailOptions options, TimeProvider time)
    {
        (_links, _secrets, _guard, _options, _time) = (links, secrets, guard, options, time);
        _digests = new Places<Mailbox, Item>(_ => new PlaceQueue<Item>(Gathering, static _ => "", SendTogetherAsync, time));
    }

    public async Task<DeliveryResult> DeliverAsync(
        Delivery delivery, Effect.Tell tell, TenantChannel channel, Reviewer person, CancellationToken cancellation)
    {
        var address = person.Reach.Contacts.Email ?? throw new UndeliverableException("The person has no mail address any more.");
        var item = new Item(delivery, channel, person, address);
        if (tell.Notice != Notice.Listed)
        {
            using var message = Write(item, tell.Notice);
            return await SendAsync(item, message, cancellation);
        }

        var queue = _digests.Of(new Mailbox(delivery.Request.Tenant, channel.Name, address));
        if (queue.IsIdle)
        {
            queue.HoldUntil(_time.GetUtcNow() + Gathering);
        }

        return await queue.SendAsync(item, cancellation);
    }

    /// <summary>One mail of all that waits for its reader.</summary>
    private async Task<IReadOnlyList<DeliveryResult>> SendTogetherAsync(IReadOnlyList<Item> items)
    {
        // They waited; the newest settings count.
        var newest = items[^1];
        var text = DigestText.Of([.. items.Select(i => (i.Delivery.Request, LinkOf(i)))], newest.Person.Reach.TimeZone);
        using var message = Compose(newest, text.Subject, text.ToPlainText(), text.ToHtml());
        message.Headers["Message-ID"] = $"<{newest.Delivery.Id}@{DomainOf(newest.From)}>";
        var done = await SendAsync(newest, message, CancellationToken.None);
        return [.. items.Select(_ => done)];
    }

    private async Task<DeliveryResult> SendAsync(Item item, MailMessage message, CancellationToken cancellation)
    {
        var settings = (ChannelSettings.Email)item.Channel.Settings;
        await RequireAllowedAsync(settings.Host, cancellation);
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.StartTls, Timeout = (int)_options.TimeLimit.TotalMilliseconds };
        if (settings.User is { } user)
        {
            client.Credentials = new NetworkCredential(
                user, _secrets.Require(item.Delivery.Request.Tenant, item.Channel, ChannelSettings.Email.Password));
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
        using var limit = new CancellationTokenSource(_options.TimeLimit);
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
            throw new EmailFailedException($"The mail server did not take the mail within {_options.TimeLimit.TotalSeconds} s.");
        }
    }

    private Uri LinkOf(Item item)
    {
        var request = item.Delivery.Request;
        return _links.Create(new LinkGrant(request.Tenant, request.Id, item.Person.Id, request.Action.Digest, item.Channel.Name, item.Address));
    }

    private MailMessage Write(Item item, Notice notice)
    {
        var request = item.Delivery.Request;
        var text = EmailText.Of(notice, request, item.Person.Id, LinkOf(item), item.Person.Reach.TimeZone);
        var message = Compose(item, text.Subject, text.ToPlainText(), text.ToHtml());
        var thread = ThreadOf(request, item.Channel.Name, item.Person.Id, DomainOf(item.From));
        if (notice == Notice.Asked)
        {
            message.Headers["Message-ID"] = thread;
        }
        else
        {
            message.Headers["Message-ID"] = $"<{item.Delivery.Id}@{DomainOf(item.From)}>";
            message.Headers["In-Reply-To"] = thread;
            message.Headers["References"] = thread;
        }

        return message;
    }

    private static MailMessage Compose(Item item, string subject, string plain, string html)
    {
        var message = new MailMessage(new MailAddress(item.From, "Approvals"), new MailAddress(item.Address))
        {
            Subject = subject,
            SubjectEncoding = Encoding.UTF8,
            Body = plain,
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, MediaTypeNames.Text.Html));
        // No robot answers it (RFC 3834).
        message.Headers["Auto-Submitted"] = "auto-generated";
        return message;
    }

    /// <exception cref="EmailFailedException">The server's address is one of this network, and not the operator's relay.</exception>
    private async Task RequireAllowedAsync(string host, CancellationToken cancellation)
    {
        if (_options.IsRelay(host))
        {
            return;
        }

        try
        {
            await _guard.RequireAllAsync(host, cancellation);
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

    private sealed record Mailbox(TenantId Tenant, ChannelName Channel, string Address);

    private sealed record Item(Delivery Delivery, TenantChannel Channel, Reviewer Person, string Address)
    {
        public string From => ((ChannelSettings.Email)Channel.Settings).From;
    }
}
