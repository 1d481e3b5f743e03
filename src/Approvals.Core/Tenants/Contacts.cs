using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Approvals.Core.Tenants;

/// <summary>Where a person is reached. Each address belongs to one person of a tenant.</summary>
public sealed partial record Contacts
{
    /// <summary>The longest mail address, in characters (RFC 5321, 4.5.3.1.3, less its angle brackets).</summary>
    public const int MaxEmail = 254;

    /// <summary>The longest id that Slack gives a team or a user, with room to spare.</summary>
    public const int MaxSlackId = 32;

    /// <summary>A mail address in ASCII: <c>local-part@domain</c> without quotes, comments or white space.</summary>
    public string? Email { get; init; }

    /// <summary>A phone number as E.164 has it: <c>+</c> and 8 to 15 digits.</summary>
    public string? Phone { get; init; }

    /// <summary>The person's account in a Slack workspace.</summary>
    public SlackAccount? Slack { get; init; }

    /// <summary>What the addresses are compared by: no two persons have one in common.</summary>
    [JsonIgnore]
    internal IEnumerable<string> Keys =>
        new[] { Email?.ToLowerInvariant(), Phone, Slack?.Address }.OfType<string>();

    /// <summary>Whether the person is reached at this address: mail, phone, or <see cref="SlackAccount.Address"/>.</summary>
    public bool Has(string address) =>
        string.Equals(Email, address, StringComparison.OrdinalIgnoreCase) || Phone == address || Slack?.Address == address;

    public static bool IsEmail(string text) => text.Length <= MaxEmail && EmailForm().IsMatch(text);

    public static bool IsPhone(string text) => PhoneForm().IsMatch(text);

    public static bool IsSlackId(string text) => text.Length <= MaxSlackId && SlackForm().IsMatch(text);

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)*[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"\A\+[1-9][0-9]{7,14}\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PhoneForm();

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]+\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SlackForm();
}

/// <summary>An account in a Slack workspace, by ids that Slack never gives anybody else: names change hands.</summary>
/// <param name="Team">The workspace, such as <c>T024BE7LD</c>.</param>
/// <param name="User">The user, such as <c>U012AB3CD</c>.</param>
public sealed record SlackAccount(string Team, string User)
{
    /// <summary>The account in one word.</summary>
    [JsonIgnore]
    public string Address => $"{Team}/{User}";
}
