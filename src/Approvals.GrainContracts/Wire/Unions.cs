using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.GrainContracts.Wire;

/// <summary>Tells the cases of the core's closed types apart by their names, under <c>case</c>.</summary>
internal static class Unions
{
    private static readonly Type[] Closed =
    [
        typeof(SubmitOutcome), typeof(ReviewOutcome), typeof(CancelOutcome), typeof(ClaimOutcome), typeof(ReportOutcome),
        typeof(ResolveOutcome), typeof(TenantOutcome), typeof(PublishOutcome), typeof(Viewer), typeof(TenantChange),
    ];

    public static void Describe(JsonTypeInfo type)
    {
        if (!Closed.Contains(type.Type))
        {
            return;
        }

        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "case" };
        foreach (var derived in type.Type.GetNestedTypes())
        {
            type.PolymorphismOptions.DerivedTypes.Add(new(derived, JsonNamingPolicy.CamelCase.ConvertName(derived.Name)));
        }
    }
}
