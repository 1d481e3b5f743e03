using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Policies;

/// <summary>The kinds of warnings.</summary>
[JsonConverter(typeof(EnumWords<PolicyWarningKind>))]
public enum PolicyWarningKind
{
    /// <summary>What no rule speaks of is allowed.</summary>
    DefaultAllow,

    /// <summary>The rule's condition is never true.</summary>
    NeverTrue,

    /// <summary>Another rule always says something stricter.</summary>
    WithoutEffect,

    /// <summary>An argument that may be absent is read without a mark.</summary>
    UnmarkedOptional,

    /// <summary>Fewer people than slots.</summary>
    TooFewPeople,

    /// <summary>Something in a reason looks like a placeholder and is none.</summary>
    NoPlaceholder,
}
