using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads who must approve, and by when.</summary>
internal static class ApprovalReader
{
    /// <summary>
    /// The document's <c>defaults</c>: an approval block, as it is or under the key <c>approval</c> that it has in a
    /// rule.
    /// </summary>
    public static ApprovalTerms ReadDefaults(YamlNode node, PolicyErrors errors) =>
        node is YamlNode.Mapping { Entries: [{ Key.Text: "approval" } only] }
            ? Read(only.Value, "'approval'", ApprovalTerms.Standard, errors)
            : Read(node, "'defaults'", ApprovalTerms.Standard, errors);

    /// <param name="node">The block.</param>
    /// <param name="what">The key it stands under, for errors.</param>
    /// <param name="inherited">What holds for the keys that it leaves out.</param>
    /// <param name="errors">Where its problems are told.</param>
    public static ApprovalTerms Read(YamlNode node, string what, ApprovalTerms inherited, PolicyErrors errors)
    {
        if (MappingReader.Of(node, what, errors) is not { } block)
        {
            return inherited;
        }

        var threshold = block.Take("threshold") is { } count
            ? ScalarReader.ReadCount(count, "threshold", 1, ApprovalTerms.MaxThreshold, errors)
            : null;
        var roles = ReadRoles(block, errors);
        var timeout = ReadTime(block, "timeout", errors);
        var validFor = ReadTime(block, "validFor", errors);
        block.RefuseTheRest();
        return new ApprovalTerms
        {
            Threshold = threshold ?? inherited.Threshold,
            Roles = roles ?? inherited.Roles,
            Timeout = timeout ?? inherited.Timeout,
            ValidFor = validFor ?? inherited.ValidFor,
        };
    }

    private static ImmutableArray<RoleName>? ReadRoles(MappingReader block, PolicyErrors errors)
    {
        if (block.TakeTexts("roles") is not { } texts)
        {
            return null;
        }

        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (!Identifier.IsValid(text.Text))
            {
                errors.Add(text.At, $"'{text.Text}' is not a role's name: {Identifier.Rule}.");
            }
            else if (!roles.Add(text.Text))
            {
                errors.Add(text.At, $"The role '{text.Text}' is named twice.");
            }
        }

        return errors.Any ? [] : [.. roles.Select(r => new RoleName(r))];
    }

    private static TimeSpan? ReadTime(MappingReader block, string key, PolicyErrors errors) =>
        block.Take(key) is { } node
            ? ScalarReader.ReadDuration(node, key, ApprovalTerms.ShortestTime, ApprovalTerms.LongestTime, errors)
            : null;
}
