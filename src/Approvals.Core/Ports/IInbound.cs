using Approvals.Core.Identifiers;

namespace Approvals.Core.Ports;

/// <summary>What the service behind a channel calls back: clicks, replies, bounces. The channel checks that it is that service.</summary>
public interface IInbound
{
    /// <param name="tenant">Whose channel it is.</param>
    /// <param name="channel">Which channel.</param>
    /// <param name="call">The call as it came.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What the caller is answered; null where there is no such channel, or none that is called back.</returns>
    Task<InboundAnswer?> ReceiveAsync(TenantId tenant, ChannelName channel, InboundCall call, CancellationToken cancellation);
}

/// <summary>A call as it came.</summary>
/// <param name="Header">A header's value by its name; null where it is absent or there several times.</param>
/// <param name="PathAndQuery">What of the address comes after the host, as it was called.</param>
/// <param name="Body">The raw body.</param>
public sealed record InboundCall(Func<string, string?> Header, string PathAndQuery, ReadOnlyMemory<byte> Body);

/// <summary>What the caller is answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="ContentType">What the body is.</param>
public sealed record InboundAnswer(int Status, string? Body = null, string ContentType = "application/json");
