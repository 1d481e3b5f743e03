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
    public static ApprovalBlock ReadDefaults(YamlNode node, PolicyErrors errors)
    {
        var block = node is YamlNode.Mapping { Entries: [{ Key.Text: "approval" } only] }
            ? Read(only.Value, "'approval'", errors)
            : Read(node, "'defaults'", errors);
        CheckTiers(block.ToTerms(), node.At, errors);
        return block;
    }

    /// <param name="node">The block.</param>
    /// <param name="what">The key it stands under, for errors.</param>
    /// <param name="errors">Where its problems are told.</param>
    public static ApprovalBlock Read(YamlNode node, string what, PolicyErrors errors)
    {
        if (MappingReader.Of(node, what, errors) is not { } reader)
        {
            return ApprovalBlock.Empty;
        }

        var block = new ApprovalBlock
        {
            Threshold = ReadThreshold(reader, "threshold", errors),
            Roles = NameReader.Read<RoleName>(reader, "roles", errors),
            Reviewers = NameReader.Read<ReviewerId>(reader, "reviewers", errors),
            Groups = ReadGroups(reader, errors),
            InOrder = ReadSwitch(reader, "inOrder", errors),
            Denials = ReadThreshold(reader, "denials", errors),
            SeparateOwner = ReadSwitch(reader, "separateOwner", errors),
            Tiers = ReadTiers(reader, errors),
            Timeout = ReadTime(reader, "timeout", errors),
            ValidFor = ReadTime(reader, "validFor", errors),
            Urgency = ReadUrgency(reader, errors),
            Channels = ReadChannels(reader, errors),
        };
        reader.RefuseTheRest();
        if (block is { IsSimple: true, Groups: not null })
        {
            errors.Add(node.At, $"{what} says who approves twice: with 'groups', and with threshold, roles or reviewers. Keep one.");
        }

        return block;
    }

    /// <summary>Refuses tiers that the timeout comes before.</summary>
    public static void CheckTiers(ApprovalTerms terms, Position at, PolicyErrors errors)
    {
        if (terms.Requirement.Tiers.Any(t => t.After >= terms.Timeout))
        {
            errors.Add(at, $"A tier of 'escalate' comes after the timeout of {DurationText.Format(terms.Timeout)}, so nobody would be asked; make it earlier.");
        }
    }

    private static ImmutableArray<SlotGroup>? ReadGroups(MappingReader reader, PolicyErrors errors)
    {
        switch (reader.Take("groups"))
        {
            case null:
                return null;
            case YamlNode.Sequence { Items: { IsEmpty: false, Length: <= ApprovalTerms.MaxGroups } items }:
                return [.. items.Select(i => ReadGroup(i, errors)).OfType<SlotGroup>()];
            case var other:
                errors.Add(other.At, $"'groups' is a list of 1 to {ApprovalTerms.MaxGroups} groups.");
                return null;
        }
    }

    private static SlotGroup? ReadGroup(YamlNode node, PolicyErrors errors)
    {
        if (MappingReader.Of(node, "A group", errors) is not { } reader)
        {
            return null;
        }

        var threshold = ReadThreshold(reader, "threshold", errors) ?? 1;
        var namesNobody = !reader.Has("roles") && !reader.Has("reviewers");
        var roles = NameReader.Read<RoleName>(reader, "roles", errors);
        var reviewers = NameReader.Read<ReviewerId>(reader, "reviewers", errors);
        reader.RefuseTheRest();
        if (namesNobody)
        {
            errors.Add(node.At, "A group names 'roles' or 'reviewers', or both.");
        }

        return new SlotGroup(threshold, roles ?? [], reviewers ?? []);
    }

    private static ImmutableArray<EscalationTier>? ReadTiers(MappingReader reader, PolicyErrors errors)
    {
        switch (reader.Take("escalate"))
        {
            case null:
                return null;
            case YamlNode.Sequence { Items: { IsEmpty: false, Length: <= ApprovalTerms.MaxTiers } items }:
                return [.. items.Select(i => ReadTier(i, errors)).OfType<EscalationTier>().OrderBy(t => t.After)];
            case var other:
                errors.Add(other.At, $"'escalate' is a list of 1 to {ApprovalTerms.MaxTiers} tiers.");
                return null;
        }
    }

    private static EscalationTier? ReadTier(YamlNode node, PolicyErrors errors)
    {
        if (MappingReader.Of(node, "A tier", errors) is not { } reader)
        {
            return null;
        }

        var channels = ReadChannels(reader, errors);
        var namesNobody = !reader.Has("roles") && !reader.Has("reviewers");
        var after = reader.TakeRequired("after", "A tier says 'after' what time it is asked, such as 5m.") is { } time
            ? ScalarReader.ReadDuration(time, "after", TimeSpan.FromSeconds(1), ApprovalTerms.LongestTime, errors)
            : null;
        var roles = NameReader.Read<RoleName>(reader, "roles", errors);
        var reviewers = NameReader.Read<ReviewerId>(reader, "reviewers", errors);
        reader.RefuseTheRest();
        if (namesNobody)
        {
            errors.Add(node.At, "A tier names 'roles' or 'reviewers', or both.");
        }

        return new EscalationTier(after ?? default, roles ?? [], reviewers ?? []) { Channels = channels };
    }

    private static int? ReadThreshold(MappingReader reader, string key, PolicyErrors errors) =>
        reader.Take(key) is { } node ? ScalarReader.ReadCount(node, key, 1, ApprovalTerms.MaxThreshold, errors) : null;

    private static bool? ReadSwitch(MappingReader reader, string key, PolicyErrors errors)
    {
        switch (reader.Take(key))
        {
            case null:
                return null;
            case YamlNode.Scalar scalar:
                return ScalarReader.ReadBoolean(scalar, errors);
            case var other:
                errors.Add(other.At, $"'{key}' is true or false, not {other.Kind}.");
                return null;
        }
    }

    private static Urgency? ReadUrgency(MappingReader reader, PolicyErrors errors) =>
        reader.Take("urgency") is { } node ? WordReader.Read<Urgency>(node, "urgency", errors) : null;

    private static ImmutableArray<ChannelName>? ReadChannels(MappingReader reader, PolicyErrors errors)
    {
        var at = reader.PositionOf("channels");
        var channels = NameReader.Read<ChannelName>(reader, "channels", errors);
        if (channels is { Length: > ApprovalTerms.MaxChannels } many)
        {
            errors.Add(at, $"'channels' names at most {ApprovalTerms.MaxChannels} channels, not {many.Length}.");
        }

        return channels;
    }

    private static TimeSpan? ReadTime(MappingReader reader, string key, PolicyErrors errors) =>
        reader.Take(key) is { } node
            ? ScalarReader.ReadDuration(node, key, ApprovalTerms.ShortestTime, ApprovalTerms.LongestTime, errors)
            : null;
}
