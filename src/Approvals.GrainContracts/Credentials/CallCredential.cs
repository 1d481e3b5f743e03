using Approvals.Core.Identifiers;

namespace Approvals.GrainContracts.Credentials;

/// <summary>What a caller proves itself with at every call of a grain.</summary>
public abstract class CallCredential
{
    /// <summary>Under which it travels in Orleans' request context.</summary>
    public const string Header = "approvals.credential";

    private CallCredential()
    {
    }

    /// <summary>For a call about this tenant, or about none.</summary>
    public abstract string For(TenantId? tenant);

    /// <summary>An API key, <c>apk_ID_SECRET</c>: its holder may what it may over HTTP.</summary>
    public sealed class Key(string text) : CallCredential
    {
        public override string For(TenantId? tenant) => text;
    }

    /// <summary>A gateway's word for callers that it has authenticated itself.</summary>
    public sealed class Gateway(GatewaySecret secret, TimeProvider time) : CallCredential
    {
        private readonly Client.Remembered<string, (string Assertion, DateTimeOffset Until)> _made = new();

        public override string For(TenantId? tenant)
        {
            var now = time.GetUtcNow();
            var name = tenant?.Value ?? "";
            if (_made.TryGet(name, out var made) && now < made.Until)
            {
                return made.Assertion;
            }

            var assertion = secret.Assert(tenant, now);
            _made.Put(name, (assertion, now + (GatewaySecret.Validity / 2)));
            return assertion;
        }
    }
}
