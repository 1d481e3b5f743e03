using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Conformance.Model.Stories;

/// <summary>Draws scenes: small directories, and requirements of which most can be met.</summary>
internal static class Scenes
{
    private static readonly ImmutableArray<string> Asked = ["finance", "security", "director"];

    private static readonly ImmutableArray<TimeSpan> Afters =
        [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(6)];

    private static readonly ImmutableArray<TimeSpan?> Ends =
        [null, null, TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5)];

    public static Gen<Scene> Any =>
        from easy in OneIn(4)
        from rules in easy ? Gen.Constant(1) : Gen.Frequency((4, Gen.Constant(1)), (2, Gen.Constant(2)), (1, Gen.Constant(3)))
        from terms in (easy ? Easy : Rules).ListOf(rules)
        from people in Gen.Choose(2, Scene.Names.Length)
        from tight in OneIn(2)
        from entries in Entries(tight).ListOf(people)
        from owner in Gen.Frequency((3, Gen.Constant<string?>(null)), (1, Gen.Constant<string?>("ann")), (1, Gen.Constant<string?>("Bob")))
        select new Scene([.. terms], entries.Select((e, i) => (e, i)).ToImmutableSortedDictionary(e => Scene.Names[e.i], e => e.e), owner);

    public static Gen<Stint> Stints =>
        from deputy in Gen.Frequency((20, Gen.Elements(Scene.Names.AsEnumerable())), (1, Gen.Constant(Scene.Nobody)))
        from ever in OneIn(2)
        from begins in Gen.Elements(Ends.AsEnumerable())
        from ends in Gen.Elements(Ends.AsEnumerable())
        select ever ? new Stint(deputy, null, null) : new Stint(deputy, begins, ends);

    public static IEnumerable<Scene> Simpler(Scene scene)
    {
        if (scene.Rules.Length > 1)
        {
            foreach (var rule in scene.Rules)
            {
                yield return scene with { Rules = scene.Rules.Remove(rule) };
            }
        }

        for (var i = 0; i < scene.Rules.Length; i++)
        {
            foreach (var simpler in Simpler(scene.Rules[i]))
            {
                yield return scene with { Rules = scene.Rules.SetItem(i, simpler) };
            }
        }

        foreach (var (name, entry) in scene.People)
        {
            yield return scene with { People = scene.People.Remove(name) };
            foreach (var simpler in Simpler(entry))
            {
                yield return scene with { People = scene.People.SetItem(name, simpler) };
            }
        }

        if (scene.Owner is not null)
        {
            yield return scene with { Owner = null };
        }
    }

    /// <summary>One of either: such a request comes to its end before the story does.</summary>
    private static Gen<Terms> Easy =>
        from slots in Slots
        select new Terms([slots with { Threshold = 1 }], false, 2, false, [], TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));

    private static Gen<Terms> Rules =>
        from groups in Gen.Frequency((4, Gen.Constant(1)), (3, Gen.Constant(2)), (1, Gen.Constant(3)))
        from slots in Slots.ListOf(groups)
        from inOrder in OneIn(3)
        from denials in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Constant(2)))
        from withOwner in OneIn(4)
        from tiers in Gen.Frequency((3, Gen.Constant(0)), (2, Gen.Constant(1)), (1, Gen.Constant(2)))
        from escalate in Tiers.ListOf(tiers)
        from timeout in Gen.Elements(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(7))
        from validFor in Gen.Elements(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(15))
        from urgency in Gen.Frequency((4, Gen.Constant(1)), (1, Gen.Constant(0)), (1, Gen.Constant(2)), (1, Gen.Constant(3)))
        select new Terms([.. slots], inOrder, denials, !withOwner, [.. escalate.OrderBy(t => t.After)], timeout, validFor) { Urgency = urgency };

    private static Gen<Slots> Slots =>
        from threshold in Gen.Frequency((3, Gen.Constant(1)), (1, Gen.Constant(2)))
        from who in Who
        select new Slots(threshold, who.Roles, who.Named);

    private static Gen<Tier> Tiers =>
        from after in Gen.Elements(Afters.AsEnumerable())
        from who in Who
        select new Tier(after, who.Roles, who.Named);

    private static Gen<(ImmutableArray<string> Roles, ImmutableArray<string> Named)> Who =>
        from role in Gen.Elements(Asked.AsEnumerable())
        from other in Gen.Elements(Asked.AsEnumerable())
        from named in Gen.Elements(Scene.Names.AsEnumerable())
        from kind in Gen.Choose(0, 5)
        select (kind switch
        {
            0 => [],
            1 => [.. new[] { role, other }.Distinct().Order(StringComparer.Ordinal)],
            _ => (ImmutableArray<string>)[role],
        }, kind < 2 ? (ImmutableArray<string>)[named] : []);

    /// <param name="tight">Whether people have few roles and many deputies, so that hardly anybody is one too many.</param>
    private static Gen<Entry> Entries(bool tight) =>
        from active in Gen.Frequency((12, Gen.Constant(true)), (1, Gen.Constant(false)))
        from roles in tight
            ? Gen.Frequency((2, Gen.Constant<string?>(null)), (5, Gen.Elements<string?>(Scene.Roles.AsEnumerable()))).Select(r => r is null ? [] : (List<string>)[r])
            : Gen.SubListOf(Scene.Roles.AsEnumerable())
        from stints in Gen.Frequency((4, Gen.Constant(0)), (tight ? 4 : 1, Gen.Choose(1, 2)))
        from deputies in Stints.ListOf(stints)
        select new Entry(active, [.. roles], [.. deputies]);

    private static IEnumerable<Terms> Simpler(Terms terms)
    {
        if (terms.Groups.Length > 1)
        {
            foreach (var group in terms.Groups)
            {
                yield return terms with { Groups = terms.Groups.Remove(group) };
            }
        }

        foreach (var tier in terms.Tiers)
        {
            yield return terms with { Tiers = terms.Tiers.Remove(tier) };
        }

        if (terms.InOrder)
        {
            yield return terms with { InOrder = false };
        }

        if (terms.Urgency != 1)
        {
            yield return terms with { Urgency = 1 };
        }

        if (terms.Denials > 1)
        {
            yield return terms with { Denials = 1 };
        }

        for (var i = 0; i < terms.Groups.Length; i++)
        {
            if (terms.Groups[i].Threshold > 1)
            {
                yield return terms with { Groups = terms.Groups.SetItem(i, terms.Groups[i] with { Threshold = 1 }) };
            }
        }
    }

    private static IEnumerable<Entry> Simpler(Entry entry) =>
        entry.Deputies.Select(d => entry with { Deputies = entry.Deputies.Remove(d) })
            .Concat(entry.Roles.Select(r => entry with { Roles = entry.Roles.Remove(r) }));

    private static Gen<bool> OneIn(int times) => Gen.Frequency((times - 1, Gen.Constant(false)), (1, Gen.Constant(true)));
}
