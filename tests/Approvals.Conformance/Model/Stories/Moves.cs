using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Conformance.Model.Stories;

/// <summary>Draws moves.</summary>
internal static class Moves
{
    private static readonly ImmutableArray<string?> Served = [null, null, null, "cat", "Dan"];

    public static Gen<int> Keys => Gen.Frequency((6, Gen.Constant(0)), (1, Gen.Choose(0, Scene.Askers.Length - 1)));

    public static Gen<Move.Submit> Submissions =>
        from key in Gen.Choose(0, Scene.Askers.Length - 1)
        from tool in Gen.Frequency((8, Gen.Constant(Scene.Pay)), (2, Gen.Constant(Scene.Look)), (1, Gen.Constant(Scene.Wipe)))
        from served in Gen.Elements(Served.AsEnumerable())
        from callsBack in Sometimes(3)
        select new Move.Submit(key, tool, served, callsBack);

    public static Gen<Move> Any => Gen.Frequency(
        (5, Submissions.Select(Move (m) => m)),
        (16, Reviews),
        (1, from key in Keys from stranger in Sometimes(3) select (Move)new Move.Cancel(key, stranger ? Party.OtherAgent : Party.Agent)),
        (7, Claims),
        (4, Reports),
        (4, Resolutions),
        (2, Keys.Select(Move (key) => new Move.Look(key))),
        (2, Gen.Constant<Move>(new Move.Recheck())),
        (6, Directories),
        (1, Gen.Elements<Move>(new Move.Restart(true), new Move.Restart(false))));

    private static Gen<Move> Reviews =>
        from key in Keys
        from who in Gen.Frequency((30, Names), (1, Gen.Constant(Scene.Nobody)))
        from no in Sometimes(6)
        from wrong in Sometimes(20)
        from proof in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Constant(1)), (2, Gen.Constant(2)))
        select (Move)new Move.Review(key, who, !no, wrong, proof);

    private static Gen<Move> Claims =>
        from key in Keys
        from party in Gen.Frequency((3, Gen.Constant(Party.Agent)), (2, Parties))
        from executor in Gen.Frequency((1, Gen.Constant<string?>(null)), (1, Gen.Elements<string?>("bank", "shop")))
        from wrong in Sometimes(10)
        from operation in Gen.Elements<string?>(null, "op", "op")
        from lease in Gen.Elements(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1))
        select (Move)new Move.Claim(key, party, executor, wrong, operation, lease);

    private static Gen<Move> Reports =>
        from key in Keys
        from party in Gen.Frequency((1, Gen.Constant(Party.Agent)), (1, Parties))
        from failed in Sometimes(3)
        from detail in Sometimes(3)
        select (Move)new Move.Report(key, party, !failed, detail);

    private static Gen<Move> Resolutions =>
        from key in Keys
        from who in Gen.Frequency((1, Gen.Constant<string?>(null)), (2, Names.Select(string? (n) => n)))
        from failed in Sometimes(3)
        from reason in Gen.Elements("asked the bank", "read the log")
        select (Move)new Move.Resolve(key, who, !failed, reason);

    private static Gen<Move> Directories => Gen.Frequency(
        (4, from who in Names from role in Gen.Elements(Scene.Roles.AsEnumerable()) select (Move)new Move.TurnRole(who, role)),
        (3, Names.Select(Move (who) => new Move.TurnActive(who))),
        (4, from who in Names from stint in Scenes.Stints select (Move)new Move.TurnDeputy(who, stint)),
        (1, Gen.Elements<string?>(null, "ann", "Cat").Select(Move (who) => new Move.NameOwner(who))),
        (4, Gen.Elements(Scene.Executors.AsEnumerable()).Select(Move (e) => new Move.ListExecutor(e))),
        (3, Gen.Elements(1, 1, 2).Select(Move (n) => new Move.LimitPending(n))),
        (1, Gen.Constant<Move>(new Move.RevokeKey())));

    private static Gen<string> Names => Gen.Elements(Scene.Names.AsEnumerable());

    private static Gen<Party> Parties => Gen.Elements(Party.Agent, Party.OtherAgent, Party.Bank, Party.Shop);

    private static Gen<bool> Sometimes(int oneIn) => Gen.Frequency((oneIn - 1, Gen.Constant(false)), (1, Gen.Constant(true)));
}
