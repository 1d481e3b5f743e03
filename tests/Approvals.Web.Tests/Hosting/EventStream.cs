using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Approvals.Web.Tests.Hosting;

/// <summary>Server-sent events, read by the parser of the platform.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private readonly SseParser<string> _parser;

    private EventStream(HttpClient http, HttpResponseMessage response, Stream body)
    {
        _http = http;
        _response = response;
        _parser = SseParser.Create(body);
        _events = _parser.EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>What a client resumes by.</summary>
    public string LastEventId => _parser.LastEventId;

    /// <summary>Of one request.</summary>
    public static Task<EventStream> OpenAsync(ApiClient client, string id, string credential, string? lastEventId = null) =>
        OpenAtAsync(client, $"/v1/requests/{id}/events", credential, lastEventId);

    /// <summary>Of all requests.</summary>
    public static Task<EventStream> OpenAllAsync(ApiClient client, string credential, string? lastEventId = null) =>
        OpenAtAsync(client, "/v1/events", credential, lastEventId);

    private static async Task<EventStream> OpenAtAsync(ApiClient client, string path, string credential, string? lastEventId)
    {
        var http = new HttpClient { BaseAddress = client.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", credential);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventStream(http, response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event: its id, its name, and its data.</summary>
    public async Task<(string? Id, string Name, JsonElement Data)> NextAsync()
    {
        Assert.True(await _events.MoveNextAsync().AsTask().WaitAsync(Patience), "The stream has ended.");
        return (_events.Current.EventId, _events.Current.EventType, JsonElement.Parse(_events.Current.Data));
    }

    /// <summary>The next event's data; null at the end.</summary>
    public async Task<JsonElement?> TryNextAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(Patience) ? JsonElement.Parse(_events.Current.Data) : null;

    /// <summary>Fails where another event comes before the end.</summary>
    public async Task EndAsync() => Assert.False(await _events.MoveNextAsync().AsTask().WaitAsync(Patience), "Another event came.");

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _response.Dispose();
        _http.Dispose();
    }
}
