using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Approvals.Channels.Callback;
using Approvals.Channels.Secrets;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Channels.Sms;

/// <summary>Tells people by SMS, through Twilio's Messages API.</summary>
internal sealed class SmsChannel(MasterSecret master, IChannelSecrets secrets, LinkOptions links, SmsOptions options) : IDisposable
{
    /// <summary>Twilio's errors of a number that will never take it: none, no mobile, unsubscribed, in a region that is closed.</summary>
    private static readonly int[] Final = [21211, 21214, 21217, 21219, 21408, 21610, 21612, 21614];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri(options.ApiUrl),
        Timeout = options.TimeLimit,
        MaxResponseContentBufferSize = 64 * 1024,
    };

    public async Task<DeliveryResult> DeliverAsync(
        Delivery delivery, Effect.Tell tell, TenantChannel channel, Reviewer person, CancellationToken cancellation)
    {
        var request = delivery.Request;
        var settings = (ChannelSettings.Sms)channel.Settings;
        var number = person.Reach.Contacts.Phone ?? throw new UndeliverableException("The person has no phone number any more.");
        var code = master.DeriveCode(request.Tenant, request.Id, person.Id, number);
        using var message = new HttpRequestMessage(HttpMethod.Post, $"2010-04-01/Accounts/{settings.Account}/Messages.json")
        {
            Content = new FormUrlEncodedContent(
            [
                KeyValuePair.Create("To", number),
                KeyValuePair.Create("From", settings.From),
                KeyValuePair.Create("Body", SmsText.Of(tell.Notice, request, code)),
                KeyValuePair.Create("StatusCallback", SmsInbound.StatusAddress(links, request, channel)),
            ]),
        };
        var credential = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Account}:{secrets.Require(request.Tenant, channel, ChannelSettings.Sms.AuthToken)}"));
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", credential);
        return new DeliveryResult.Done(await SendAsync(message, cancellation));
    }

    public void Dispose() => _http.Dispose();

    /// <returns>The message's SID.</returns>
    private async Task<string> SendAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.SendAsync(message, cancellation);
            var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(cancellation));
            if (response.StatusCode == HttpStatusCode.Created && answer.TryGetProperty("sid", out var sid) && sid.GetString() is { Length: > 0 } name)
            {
                return name;
            }

            var error = answer.TryGetProperty("code", out var code) && code.TryGetInt32(out var number) ? number : 0;
            throw Final.Contains(error)
                ? new UndeliverableException($"Twilio refuses the number: {error}.")
                : new SmsFailedException($"Twilio answers {(int)response.StatusCode}{(error > 0 ? $", error {error}" : "")}.");
        }
        catch (HttpRequestException e)
        {
            throw new SmsFailedException($"Twilio cannot be reached: {e.HttpRequestError}.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SmsFailedException("Twilio does not answer as it should.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SmsFailedException($"Twilio did not answer within {options.TimeLimit.TotalSeconds} s.");
        }
    }
}
