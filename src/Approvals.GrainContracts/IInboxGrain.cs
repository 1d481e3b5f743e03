namespace Approvals.GrainContracts;

/// <summary>Looks through a tenant's requests: its key is the tenant. It holds nothing; there may be many.</summary>
[Alias("approvals.IInboxGrain")]
public interface IInboxGrain : IGrainWithStringKey
{
    /// <summary>A <c>RequestFilter</c>; answers a <see cref="ListAnswer"/>.</summary>
    [Alias("list")]
    Task<Envelope> ListAsync(Envelope filter);

    /// <summary>A <see cref="FollowCall"/>; answers a <see cref="FollowAnswer"/>, at once.</summary>
    [Alias("follow")]
    Task<Envelope> FollowAsync(Envelope follow);

    /// <summary>A <see cref="ParkedCall"/>; answers a <see cref="ParkedAnswer"/>.</summary>
    [Alias("listParked")]
    Task<Envelope> ListParkedAsync(Envelope parked);
}
