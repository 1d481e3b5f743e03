using System.Text.RegularExpressions;

namespace Approvals.Core.Tenants;

/// <summary>
/// Which secret an agent's callbacks are signed under. The directory has its name alone: the host derives the secret
/// from that.
/// </summary>
/// <param name="Name">The secret's name: see <see cref="IsName"/>.</param>
public sealed partial record CallbackSecret(string Name)
{
    /// <summary>The secret before it, which signs as well for a time; null for the one that every agent has from the beginning.</summary>
    public string? Previous { get; init; }

    /// <summary>Until when the secret before it signs as well, in UTC.</summary>
    public required DateTimeOffset PreviousUntil { get; init; }

    /// <summary>Whether it is 32 lower-case hex digits.</summary>
    public static bool IsName(string text) => Form().IsMatch(text);

    [GeneratedRegex(@"\A[0-9a-f]{32}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
