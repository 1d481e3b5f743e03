using Approvals.Conformance;
using Approvals.Cluster.Tests.Fixture;

namespace Approvals.Cluster.Tests.Conformance;

// The suite for every engine, with a cluster of two silos as its subject.

public sealed class Submitting() : SubmittingConformance(TestCluster.SubjectAsync);

public sealed class Reviewing() : ReviewingConformance(TestCluster.SubjectAsync);

public sealed class Claiming() : ClaimingConformance(TestCluster.SubjectAsync);

public sealed class Reporting() : ReportingConformance(TestCluster.SubjectAsync);

public sealed class Cancelling() : CancellingConformance(TestCluster.SubjectAsync);

public sealed class Outcomes() : OutcomeConformance(TestCluster.SubjectAsync);

public sealed class Deadlines() : DeadlineConformance(TestCluster.SubjectAsync);

public sealed class Leases() : LeaseConformance(TestCluster.SubjectAsync);

public sealed class Escalation() : EscalationConformance(TestCluster.SubjectAsync);

public sealed class Races() : RaceConformance(TestCluster.SubjectAsync);

/// <summary>A restart of two silos takes a second, and the stories are full of them.</summary>
public sealed class Lifecycle() : LifecycleConformance(TestCluster.SubjectAsync, lives: 20, livesAwake: 10);

public sealed class Durability() : DurabilityConformance(TestCluster.SubjectAsync);

public sealed class Outbox() : OutboxConformance(TestCluster.SubjectAsync);

public sealed class Overload() : OverloadConformance(() => TestCluster.SubjectAsync(callsAtOnce: 3));

public sealed class Listing() : ListingConformance(TestCluster.SubjectAsync);

public sealed class Waiting() : WaitingConformance(TestCluster.SubjectAsync);

public sealed class Directory() : DirectoryConformance(TestCluster.SubjectAsync);

public sealed class Publication() : PublicationConformance(TestCluster.SubjectAsync);

public sealed class Isolation() : IsolationConformance(TestCluster.SubjectAsync);

public sealed class Resolving() : ResolvingConformance(TestCluster.SubjectAsync);

public sealed class People() : PeopleConformance(TestCluster.SubjectAsync);

public sealed class Limits() : LimitConformance(TestCluster.SubjectAsync);

public sealed class EarlierDenials() : EarlierDenialConformance(TestCluster.SubjectAsync);

public sealed class Parking() : ParkingConformance(TestCluster.SubjectAsync);

public sealed class Telling() : TellingConformance(TestCluster.SubjectAsync);

public sealed class Following() : FollowingConformance(TestCluster.SubjectAsync);

public sealed class FollowingAll() : ChangesConformance(TestCluster.SubjectAsync);

public sealed class Auditing() : AuditConformance(TestCluster.SubjectAsync);
