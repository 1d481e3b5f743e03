namespace Approvals.Web;

/// <summary>How the front end presents itself. Bound from the configuration section <c>Approvals</c>.</summary>
public sealed class ApprovalsWebOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Approvals";

    /// <summary>Who signs permits: their <c>iss</c>. Best the address under which callers reach the service.</summary>
    public string Issuer { get; set; } = "http://127.0.0.1:8080";

    /// <summary>
    /// Whether the OpenID providers that tenants name may have addresses that are not public. Not set: in development
    /// only.
    /// </summary>
    public bool? PrivateIssuers { get; set; }

    /// <summary>What is wrong with these settings, a sentence each.</summary>
    public IEnumerable<string> FindMistakes()
    {
        if (Issuer.Length == 0)
        {
            yield return $"{Section}:{nameof(Issuer)} is empty; name who signs the permits.";
        }
    }
}
