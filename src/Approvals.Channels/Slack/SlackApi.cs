using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Core.Ports;

namespace Approvals.Channels.Slack;

/// <summary>Slack's Web API: methods that take JSON and answer <c>ok</c>, or an error in a word.</summary>
internal sealed class SlackApi(SlackOptions options) : IDisposable
{
    private const int LongestAnswer = 1024 * 1024;

    /// <summary>Errors that no further attempt mends: the place or the account is gone, or the app may not.</summary>
    private static readonly HashSet<string> Final = new(StringComparer.Ordinal)
    {
        "channel_not_found", "not_in_channel", "is_archived", "user_not_found", "user_disabled", "cannot_dm_bot", "account_inactive", "invalid_auth",
        "not_authed", "token_revoked", "token_expired", "missing_scope", "no_permission", "org_login_required", "ekm_access_denied",
        "restricted_action", "invalid_blocks", "invalid_arguments", "msg_too_long", "message_not_found", "cant_update_message", "edit_window_closed",
    };

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri(options.ApiUrl),
        Timeout = options.TimeLimit,
        MaxResponseContentBufferSize = LongestAnswer,
    };

    /// <exception cref="SlackException">It was not done, and may be later.</exception>
    /// <exception cref="UndeliverableException">It will never be done.</exception>
    public async Task<JsonElement> CallAsync(string token, string method, JsonObject arguments, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Content = new StringContent(arguments.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await SendAsync(request, cancellation);
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            throw new SlackException("Slack takes no more for now.", response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new SlackException($"Slack answers {(int)response.StatusCode}.");
        }

        return Read(await response.Content.ReadAsStringAsync(cancellation));
    }

    public void Dispose() => _http.Dispose();

    private static JsonElement Read(string text)
    {
        JsonElement answer;
        try
        {
            answer = JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            throw new SlackException("Slack does not answer in JSON.");
        }

        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True)
        {
            return answer;
        }

        var error = answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("error", out var word) && word.ValueKind == JsonValueKind.String
            ? word.GetString()!
            : "";
        throw Final.Contains(error) ? new UndeliverableException($"Slack says {error}.")
            : new SlackException(error.All(c => char.IsAsciiLetterLower(c) || c == '_') ? $"Slack says {error}." : "Slack refuses it.");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await _http.SendAsync(request, cancellation);
        }
        catch (HttpRequestException e)
        {
            throw new SlackException($"Slack cannot be reached: {e.HttpRequestError}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SlackException($"Slack did not answer within {options.TimeLimit.TotalSeconds} s.");
        }
    }
}
