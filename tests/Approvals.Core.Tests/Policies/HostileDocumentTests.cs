using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

/// <summary>
/// Documents as large as may be, and made to be slow. What they allocate stands for the time that they take: it does not
/// depend on what else the machine does.
/// </summary>
public class HostileDocumentTests
{
    /// <summary>All that reading a document of 1 MiB may allocate; most of it YamlDotNet's, and given up at once.</summary>
    private const long MostAllocated = 256L * 1024 * 1024;

    /// <summary>What may be left of it.</summary>
    private const long MostKept = 64L * 1024 * 1024;

    public static TheoryData<string> Names => [.. HostileDocuments.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Document_IsReadWithinBounds(string name)
    {
        var document = HostileDocuments.All[name]();
        Assert.InRange(document.Length, 1, PolicyCompiler.MaxBytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var compilation = Given.Compilation(document);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        GC.KeepAlive(compilation);
    }

    [Fact]
    public void LargestPolicy_IsKeptWithinBounds()
    {
        var document = HostileDocuments.All["rules"]();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var set = Given.Set(document);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostKept);
        GC.KeepAlive(set);
    }
}
