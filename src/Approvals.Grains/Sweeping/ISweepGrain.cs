namespace Approvals.Grains.Sweeping;

/// <summary>Finds what is due in the whole cluster and wakes it: there is one, under <see cref="Key"/>.</summary>
[Alias("approvals.ISweepGrain")]
internal interface ISweepGrain : IGrainWithStringKey
{
    const string Key = "sweep";

    /// <summary>Looks through what is due, unless somebody just did.</summary>
    /// <param name="isUrgent">Whether something is known to be there.</param>
    /// <returns>Whether there is more.</returns>
    [Alias("sweep")]
    Task<bool> SweepAsync(bool isUrgent);
}
