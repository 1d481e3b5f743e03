using Approvals.Conformance;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests.Conformance;

// The suite for every engine, with the embedded one as its subject.

public sealed class Submitting() : SubmittingConformance(TestEngine.SubjectAsync);

public sealed class Reviewing() : ReviewingConformance(TestEngine.SubjectAsync);

public sealed class Claiming() : ClaimingConformance(TestEngine.SubjectAsync);

public sealed class Reporting() : ReportingConformance(TestEngine.SubjectAsync);

public sealed class Cancelling() : CancellingConformance(TestEngine.SubjectAsync);

public sealed class Outcomes() : OutcomeConformance(TestEngine.SubjectAsync);

public sealed class Deadlines() : DeadlineConformance(TestEngine.SubjectAsync);

public sealed class Leases() : LeaseConformance(TestEngine.SubjectAsync);

public sealed class Escalation() : EscalationConformance(TestEngine.SubjectAsync);

/// <summary>All that waits goes into one commit.</summary>
public sealed class RacesInOneCommit() : RaceConformance(TestEngine.SubjectAsync);

public sealed class RacesInCommitsOfTheirOwn() : RaceConformance(() => TestEngine.SubjectAsync(queueLength: 10_000, batchSize: 1));

public sealed class Lifecycle() : LifecycleConformance(TestEngine.SubjectAsync);

public sealed class Durability() : DurabilityConformance(TestEngine.SubjectAsync);

public sealed class Outbox() : OutboxConformance(TestEngine.SubjectAsync);

public sealed class Overload() : OverloadConformance(() => TestEngine.SubjectAsync(queueLength: 3, batchSize: 1_024));

public sealed class Listing() : ListingConformance(TestEngine.SubjectAsync);

public sealed class Waiting() : WaitingConformance(TestEngine.SubjectAsync);

public sealed class Following() : FollowingConformance(TestEngine.SubjectAsync);

public sealed class FollowingAll() : ChangesConformance(TestEngine.SubjectAsync);

public sealed class Directory() : DirectoryConformance(TestEngine.SubjectAsync);

public sealed class Publication() : PublicationConformance(TestEngine.SubjectAsync);

public sealed class Isolation() : IsolationConformance(TestEngine.SubjectAsync);

public sealed class Resolving() : ResolvingConformance(TestEngine.SubjectAsync);

public sealed class People() : PeopleConformance(TestEngine.SubjectAsync);

public sealed class Limits() : LimitConformance(TestEngine.SubjectAsync);

public sealed class EarlierDenials() : EarlierDenialConformance(TestEngine.SubjectAsync);

public sealed class Parking() : ParkingConformance(TestEngine.SubjectAsync);

public sealed class Telling() : TellingConformance(TestEngine.SubjectAsync);

public sealed class Auditing() : AuditConformance(TestEngine.SubjectAsync);
