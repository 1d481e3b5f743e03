using System.Text;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>
/// Whether a presented key is good. The work is the same whether or not there is such a key, and whatever is wrong with
/// it, so that its time tells nobody which ids there are.
/// </summary>
/// <param name="equal">Compares two hashes in a time that does not depend on them.</param>
public sealed class KeyCheck(Func<ReadOnlySpan<byte>, ReadOnlySpan<byte>, bool> equal)
{
    /// <summary>What a secret is compared with where there is no such key.</summary>
    private static readonly ApiKey Nobody = new()
    {
        Id = new KeyId("nobody"),
        Holder = new KeyHolder.ForAuditor(),
        SecretHash = ContentHash.Of([]),
        CreatedAt = default,
    };

    /// <param name="presented">What the caller sent.</param>
    /// <param name="found">The key of its id, if there is one.</param>
    /// <param name="now">In UTC.</param>
    public bool IsGood(PresentedKey presented, ApiKey? found, DateTimeOffset now)
    {
        var key = found ?? Nobody;
        var matches = equal(Encoding.ASCII.GetBytes(presented.SecretHash.Value), Encoding.ASCII.GetBytes(key.SecretHash.Value));
        return matches & found is not null & key.IsInForce(now);
    }
}
