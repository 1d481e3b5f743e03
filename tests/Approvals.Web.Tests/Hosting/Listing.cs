using System.Text.Json;

namespace Approvals.Web.Tests.Hosting;

/// <summary>Reads lists to their end.</summary>
internal static class Listing
{
    /// <param name="client">Whom to ask.</param>
    /// <param name="path">With a query.</param>
    /// <param name="credential">The bearer token.</param>
    public static async Task<List<JsonElement>> ReadAllAsync(this ApiClient client, string path, string credential)
    {
        var items = new List<JsonElement>();
        for (var next = ""; ;)
        {
            var page = (await client.GetAsync(path + next, credential)).Expect(200);
            items.AddRange(page.Find("items").EnumerateArray());
            if (!page.Has("next"))
            {
                return items;
            }

            next = $"&after={page["next"]}";
        }
    }
}
