using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Approvals.Channels.Callback;

/// <summary>
/// Posts signed webhooks, and judges the answers by their status as Standard Webhooks 1.0.0 has it: 2xx acknowledges,
/// 410 asks to be left alone, all else is a failure. No redirect is followed, no proxy asked, no answer's body read.
/// </summary>
internal sealed class CallbackSender : IDisposable
{
    private static readonly ProductInfoHeaderValue UserAgent =
        new("Approvals", typeof(CallbackSender).Assembly.GetName().Version?.ToString(3));

    private readonly HttpMessageInvoker _http;
    private readonly TimeSpan _timeLimit;
    private readonly TimeProvider _time;

    public CallbackSender(CallbackOptions options, AddressGuard guard, TimeProvider time)
    {
        _timeLimit = options.TimeLimit;
        _time = time;
        _http = new HttpMessageInvoker(StrangersHttp.CreateHandler(guard, options.TimeLimit));
    }

    /// <param name="secrets">What the receiver verifies with: any of them.</param>
    /// <param name="url">Where to.</param>
    /// <param name="id">The same at every attempt.</param>
    /// <param name="body">JSON.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<CallbackOutcome> SendAsync(
        IReadOnlyList<WebhookSecret> secrets, Uri url, string id, byte[] body, CancellationToken cancellation)
    {
        if (url.Scheme is not ("http" or "https"))
        {
            return new CallbackOutcome.Undeliverable("The URL is neither https nor http.");
        }

        using var request = CreateRequest(url, body, WebhookSignature.Create(secrets, id, _time.GetUtcNow(), body));
        using var limit = new CancellationTokenSource(_timeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await _http.SendAsync(request, either.Token);
            return Judge(response.StatusCode);
        }
        catch (HttpRequestException e) when (e.InnerException is AddressRefusedException refused)
        {
            return refused.IsLiteral
                ? new CallbackOutcome.Undeliverable(refused.Message)
                : new CallbackOutcome.Failed(refused.Message);
        }
        catch (HttpRequestException e)
        {
            return new CallbackOutcome.Failed(Describe(e));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var seconds = _timeLimit.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return new CallbackOutcome.Failed($"The receiver did not answer within {seconds} s.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage CreateRequest(Uri url, byte[] body, WebhookSignature signature)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.UserAgent.Add(UserAgent);
        request.Headers.Add(WebhookSignature.IdHeader, signature.Id);
        request.Headers.Add(WebhookSignature.TimestampHeader, signature.Timestamp);
        request.Headers.Add(WebhookSignature.SignatureHeader, signature.Signature);
        return request;
    }

    private static CallbackOutcome Judge(HttpStatusCode status)
    {
        var number = ((int)status).ToString(CultureInfo.InvariantCulture);
        return status switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous => new CallbackOutcome.Acknowledged(),
            HttpStatusCode.Gone => new CallbackOutcome.Undeliverable($"The receiver answered {number}: it takes no more callbacks."),
            _ => new CallbackOutcome.Failed($"The receiver answered {number}."),
        };
    }

    /// <summary>In words of ours: the exception's own may quote what the receiver sent.</summary>
    private static string Describe(HttpRequestException e) => (e.HttpRequestError, e.InnerException) switch
    {
        (HttpRequestError.NameResolutionError, _) => "The receiver's name cannot be resolved.",
        (HttpRequestError.ConnectionError, SocketException socket) => $"The receiver cannot be reached: {socket.SocketErrorCode}.",
        (HttpRequestError.SecureConnectionError, AuthenticationException tls) => $"There is no TLS connection to the receiver: {tls.Message}",
        (HttpRequestError.ConfigurationLimitExceeded, _) => "The receiver answered with too large headers.",
        var (error, _) => $"The receiver did not answer in HTTP: {error}.",
    };
}
