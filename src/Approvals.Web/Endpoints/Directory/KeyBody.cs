using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;

namespace Approvals.Web.Endpoints.Directory;

/// <summary>Reads what a new key is to be.</summary>
internal static class KeyBody
{
    private enum Kind
    {
        Agent,
        Executor,
        Admin,
        Auditor,
    }

    public static ApiKey Read(JsonObjectReader body, ApiKeyText drawn, DateTimeOffset now)
    {
        var kind = body.RequiredWord(
            "kind", ("agent", Kind.Agent), ("executor", Kind.Executor), ("admin", Kind.Admin), ("auditor", Kind.Auditor));
        KeyHolder holder = kind switch
        {
            Kind.Agent => new KeyHolder.ForAgent(body.RequiredValue<AgentId>("agent", $"is an agent's id: {Identifier.Rule}")),
            Kind.Executor => new KeyHolder.ForExecutor(body.RequiredValue<ExecutorId>("executor", $"is an executor's id: {Identifier.Rule}")),
            Kind.Admin => new KeyHolder.ForAdmin(),
            _ => new KeyHolder.ForAuditor(),
        };
        var key = drawn.ToStored(holder, now) with { ExpiresAt = ReadExpiry(body, now) };
        if (kind == Kind.Agent)
        {
            key = key with
            {
                Environments = KeyScope.ReadEnvironments(body) ?? [],
                CallbackOrigins = KeyScope.ReadCallbackOrigins(body),
            };
        }

        body.RefuseTheRest();
        return key;
    }

    /// <summary>The field <c>expiresAt</c>: a moment to come; null for no end.</summary>
    public static DateTimeOffset? ReadExpiry(JsonObjectReader body, DateTimeOffset now) =>
        body.OptionalTime("expiresAt") is not { } end ? null
        : end > now ? end
        : throw JsonObjectReader.Invalid("expiresAt", "is a time to come");
}
