using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Approvals.Web.Tests.Hosting;

/// <summary>Calls the API as a client does that was written against its document.</summary>
internal sealed class ApiClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8, UseCookies = false })
    {
        BaseAddress = address,
    };

    public Uri Address { get; } = address;

    public Task<Answer> GetAsync(string path, string? credential) => SendAsync(HttpMethod.Get, path, credential, null);

    /// <param name="path">From the root on.</param>
    /// <param name="credential">The bearer token, if any.</param>
    /// <param name="body">JSON text, or an object that becomes some.</param>
    /// <param name="idempotencyKey">The header, if any.</param>
    public Task<Answer> PostAsync(string path, string? credential, object body, string? idempotencyKey = null) =>
        SendAsync(HttpMethod.Post, path, credential, ToContent(body), ("Idempotency-Key", idempotencyKey));

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? credential, HttpContent? content, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (credential is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        }

        foreach (var (name, value) in headers.Where(h => h.Value is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer((int)response.StatusCode, text, response.Headers, response.Content.Headers.ContentType?.MediaType);
    }

    public void Dispose() => _http.Dispose();

    private static StringContent ToContent(object body) => new(
        body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
}
