using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Authentication;

/// <summary>
/// The tokens that were found sound, so that the signature of a token that comes again is not worked out again. What
/// was found holds for the issuer, audience and keys it was found with: other keys of the issuer, and it is worked out
/// anew. The token's times are looked at each time. Those that were not used for longest leave.
/// </summary>
internal sealed class SoundTokens : IDisposable
{
    /// <summary>What all that is kept may take, in bytes.</summary>
    private const int Room = 32 * 1024 * 1024;

    /// <summary>What a token takes beside its text, in bytes: what was read of it, and its place.</summary>
    private const int Overhead = 4 * 1024;

    private readonly MemoryCache _found = new(new MemoryCacheOptions { SizeLimit = Room });

    /// <summary>The token of this text, if it was found sound before.</summary>
    public SoundToken? Find(string text) => _found.Get<SoundToken>(NameOf(text));

    public void Add(string text, SoundToken token) => _found.Set(NameOf(text), token, new MemoryCacheEntryOptions { Size = Overhead + (sizeof(char) * text.Length) });

    public void Dispose() => _found.Dispose();

    /// <summary>Its hash, so that how long the search takes says nothing of the tokens that are there.</summary>
    private static ContentHash NameOf(string text) => ContentHash.Of(Encoding.UTF8.GetBytes(text));
}

/// <summary>A token, and what it was found sound with.</summary>
internal sealed record SoundToken(JsonWebToken Token, TrustedIssuer Issuer, ICollection<SecurityKey> Keys)
{
    public bool WasFoundWith(TrustedIssuer issuer, ICollection<SecurityKey> keys) =>
        issuer.Issuer == Issuer.Issuer && issuer.Audience == Issuer.Audience && ReferenceEquals(keys, Keys);
}
