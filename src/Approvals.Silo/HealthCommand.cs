namespace Approvals.Silo;

/// <summary><c>health</c>: for images that have no other program to ask with.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <exception cref="StartException">The node is not ready, or not there.</exception>
    public static async Task AskAsync(Uri url, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Longest };
        try
        {
            using var answer = await http.GetAsync(url, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                throw new StartException("The node is not ready.");
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            throw new StartException($"The node does not answer: {e.Message}", e);
        }
    }
}
