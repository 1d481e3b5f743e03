using System.Collections.Immutable;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;
using Approvals.Web.Bodies;

namespace Approvals.Web.Endpoints.Directory;

/// <summary>What an agent or its key may name.</summary>
internal static class KeyScope
{
    private const int MaxEnvironments = 100;
    private const int MaxOrigins = 100;

    /// <summary>Names of environments, or <c>*</c> for any.</summary>
    public static ImmutableArray<string>? ReadEnvironments(JsonObjectReader body) =>
        body.OptionalTexts("environments", MaxEnvironments, EnvironmentName.MaxLength);

    public static ImmutableArray<CallbackOrigin>? ReadCallbackOrigins(JsonObjectReader body) => body.OptionalValues<CallbackOrigin>(
        "callbackOrigins", MaxOrigins, "is the scheme, host and port of an https or http address, such as https://agent.example");
}
