using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>The publications of one tenant's policy, and what came of them.</summary>
internal sealed partial class Publications(LoadTenant tenant)
{
    private const string Path = $"/v1/policies/{LoadPolicy.Name}";

    private readonly Lock _lock = new();
    private readonly Dictionary<int, string> _published = [];
    private readonly HashSet<string> _inDoubt = [];
    private int _editions;

    /// <summary>Publishes one more edition. Null where no answer came.</summary>
    /// <param name="client">Calls the server.</param>
    /// <param name="onlyAfter">Whether it may only follow the newest version that is known.</param>
    public async Task<Answer?> PublishAsync(ApiClient client, bool onlyAfter = false)
    {
        var (edition, newest) = Begin();
        Answer answer;
        try
        {
            using var body = new StringContent(LoadPolicy.Edition(edition), Encoding.UTF8, "application/yaml");
            var tag = $"\"{newest.ToString(CultureInfo.InvariantCulture)}\"";
            answer = await client.SendAsync(HttpMethod.Put, Path, tenant.AdminKey, body, ("If-Match", onlyAfter ? tag : null));
        }
        catch (HttpRequestException)
        {
            return null;
        }

        switch (answer.Status)
        {
            case 200:
                Publish(answer.Find("version").GetInt32(), edition, newest);
                break;
            case 503:
                break;
            case 412 when onlyAfter:
            case 429:
                Refuse(edition);
                break;
            default:
                Assert.Fail($"{tenant.Name} published and was told {answer.Status} {answer.Text}");
                break;
        }

        return answer;
    }

    /// <summary>Holds what is in force against what was answered.</summary>
    public async Task CheckAsync(ApiClient client)
    {
        var inForce = (await client.GetAsync(Path, tenant.AdminKey)).Expect(200);
        var version = inForce.Find("version").GetInt32();
        var edition = EditionOf().Match(inForce["source"]).Groups["edition"].Value;
        lock (_lock)
        {
            Assert.True(version >= _published.Keys.Max(), $"{tenant.Name}'s policy went back to version {version}.");
            var known = _published.TryGetValue(version, out var said) ? said == edition : _inDoubt.Contains(edition);
            Assert.True(known, $"{tenant.Name}'s policy of version {version} is '{edition}', which was published as another: {said}");
            _published[version] = edition;
        }
    }

    private (string Edition, int Newest) Begin()
    {
        lock (_lock)
        {
            var edition = $"{tenant.Name} edition {++_editions}";
            _inDoubt.Add(edition);
            return (edition, _published.Keys.DefaultIfEmpty().Max());
        }
    }

    private void Publish(int version, string edition, int newest)
    {
        lock (_lock)
        {
            Assert.True(version > newest, $"{tenant.Name}'s policy was published as version {version} after {newest} was.");
            Assert.True(_published.TryAdd(version, edition), $"{tenant.Name}'s policy has two versions {version}.");
            _inDoubt.Remove(edition);
        }
    }

    private void Refuse(string edition)
    {
        lock (_lock)
        {
            _inDoubt.Remove(edition);
        }
    }

    [GeneratedRegex("description: \"(?<edition>[^\"]*)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EditionOf();
}
