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

    private EventStream(HttpClient http, HttpResponseMessage response, Stream body)
    {
        _http = http;
        _response = response;
        _events = SseParser.Create(body).EnumerateAsync().GetAsyncEnumerator();
    }

    public static async Task<EventStream> OpenAsync(ApiClient client, string id, string credential, string? lastEventId = null)
    {
        var http = new HttpClient { BaseAddress = client.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/requests/{id}/events");
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

    /// <summary>Fails where another event comes before the end.</summary>
    public async Task EndAsync() => Assert.False(await _events.MoveNextAsync().AsTask().WaitAsync(Patience), "Another event came.");

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _response.Dispose();
        _http.Dispose();
    }
}
