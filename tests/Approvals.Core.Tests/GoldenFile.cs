namespace Approvals.Core.Tests;

/// <summary>What a released version wrote: never edited, only added to.</summary>
internal static class GoldenFile
{
    /// <param name="name">Below the test project, such as <c>Storage/Golden/request-record.v1.json</c>.</param>
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, name));
}
