using Approvals.Conformance.Model.Prediction;
using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Running;

/// <summary>What is held against the model: the core by itself, or an engine through its ports.</summary>
internal interface ISubject
{
    /// <summary>Whether what the clock and the directory do comes to requests by itself, not only where somebody looks.</summary>
    bool IsAwake { get; }

    /// <summary>The types of the outcomes that there were.</summary>
    IReadOnlyCollection<Type> Outcomes { get; }

    /// <summary>Opens the scene with its people, of whom nobody stands in for another yet.</summary>
    /// <returns>The time.</returns>
    Task<DateTimeOffset> OpenAsync(Scene scene);

    /// <summary>Moves the clock there, as far as it goes.</summary>
    /// <returns>The time.</returns>
    Task<DateTimeOffset> MoveClockAsync(DateTimeOffset to);

    /// <summary>Makes a move that is neither of the directory's people nor a restart.</summary>
    /// <returns>Null where the subject does not take this from others; then nothing happens.</returns>
    Task<Told?> MakeAsync(Move move);

    /// <summary>Puts a person's entry into the directory.</summary>
    /// <returns>False where that would contradict others.</returns>
    Task<bool> PutAsync(string name, Entry entry);

    Task RestartAsync(bool cleanly);

    /// <summary>What there is to see of a request at this moment; null where there is none.</summary>
    Task<string?> SeeAsync(int key);

    /// <summary>Holds all else that can be seen against the model, once everything has happened that must.</summary>
    Task CheckAsync(LifecycleModel model, DateTimeOffset now);
}
