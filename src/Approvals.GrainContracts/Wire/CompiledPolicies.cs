using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.GrainContracts.Wire;

/// <summary>The policies that were compiled in this process, by what they were compiled from.</summary>
internal static class CompiledPolicies
{
    /// <summary>The most that are kept; after that, it begins anew.</summary>
    private const int MostKept = 4_096;

    private static readonly ConcurrentDictionary<(PolicyName, ContentHash), Policy> Kept = new();

    /// <exception cref="JsonException">The source does not compile here: a newer version published it.</exception>
    public static Policy Get(PolicyName name, string source)
    {
        var key = (name, ContentHash.Of(Encoding.UTF8.GetBytes(source)));
        if (Kept.TryGetValue(key, out var known))
        {
            return known;
        }

        if (PolicyCompiler.Compile(source, name) is not PolicyCompilation.Compiled(var policy))
        {
            throw new JsonException($"The published policy {name} does not compile in this version of the program.");
        }

        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept[key] = policy;
    }
}
