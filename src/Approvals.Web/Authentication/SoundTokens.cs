using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Authentication;

/// <summary>
/// Which tokens were found sound, so that the signature of one that comes again is not worked out again. It holds for
/// the issuer, audience and keys it was found with: with other keys it is worked out anew. A token's times are not looked
/// at here. Bounded: those that did not come for longest leave.
/// </summary>
internal sealed class SoundTokens : IDisposable
{
    /// <summary>So many are kept, of less than a kilobyte each: a hash and what it was found with, not the token.</summary>
    private const int Most = 16_384;

    private readonly MemoryCache _found = new(new MemoryCacheOptions { SizeLimit = Most });

    public bool Has(JsonWebToken token, TrustedIssuer issuer, ICollection<SecurityKey> keys) =>
        _found.Get<Ground>(NameOf(token)) is { } ground
        && ground.Issuer == issuer.Issuer && ground.Audience == issuer.Audience && ReferenceEquals(ground.Keys, keys);

    public void Add(JsonWebToken token, TrustedIssuer issuer, ICollection<SecurityKey> keys) =>
        _found.Set(NameOf(token), new Ground(issuer.Issuer, issuer.Audience, keys), new MemoryCacheEntryOptions { Size = 1 });

    public void Dispose() => _found.Dispose();

    /// <summary>The hash of all of it, so that how long the search takes says nothing of the tokens that are there.</summary>
    private static ContentHash NameOf(JsonWebToken token) => ContentHash.Of(Encoding.UTF8.GetBytes(token.EncodedToken));

    /// <summary>What a token was found sound with.</summary>
    private sealed record Ground(string Issuer, string Audience, ICollection<SecurityKey> Keys);
}
