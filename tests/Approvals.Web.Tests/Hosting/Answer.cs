using System.Net.Http.Headers;
using System.Text.Json;

namespace Approvals.Web.Tests.Hosting;

/// <summary>What the server answered.</summary>
internal sealed record Answer(int Status, string Text, HttpResponseHeaders Headers, string? ContentType)
{
    public JsonElement Json { get; } = Text.StartsWith('{') ? JsonElement.Parse(Text) : default;

    /// <summary>A problem's code.</summary>
    public string Code => this["code"];

    /// <summary>A member's text; members of members by dots.</summary>
    public string this[string path] => Find(path).ToString();

    public JsonElement Find(string path) => path.Split('.').Aggregate(
        Json, (json, name) => int.TryParse(name, out var index) ? json[index] : json.GetProperty(name));

    public bool Has(string name) => Json.TryGetProperty(name, out _);

    /// <summary>The answer itself, which has this status; otherwise the test fails with what was said instead.</summary>
    public Answer Expect(int status)
    {
        Assert.True(status == Status, $"Expected {status}, got {Status}: {Text}");
        return this;
    }

    /// <summary>A refusal with this code, in the form of RFC 9457.</summary>
    public Answer ExpectProblem(int status, string code)
    {
        Expect(status);
        Assert.Equal(code, Code);
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(status, Find("status").GetInt32());
        Assert.NotEmpty(this["title"]);
        Assert.NotEmpty(this["detail"]);
        Assert.NotEmpty(this["type"]);
        return this;
    }
}
