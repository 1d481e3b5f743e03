using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>Compares lists of channels, which may be absent.</summary>
internal static class ChannelNames
{
    public static bool AreSame(ImmutableArray<ChannelName>? one, ImmutableArray<ChannelName>? other) =>
        one is null ? other is null : other is not null && one.Value.SequenceEqual(other.Value);
}
