namespace Approvals.Core.Json;

/// <summary>A JSON value has no canonical form (RFC 8785), and so can be neither compared nor hashed.</summary>
public sealed class CanonicalJsonException : Exception
{
    private CanonicalJsonException(string message, bool numberNotExact, Exception? cause)
        : base(message, cause) => NumberNotExact = numberNotExact;

    /// <summary>Whether a number was at fault; text that is not Unicode otherwise.</summary>
    public bool NumberNotExact { get; }

    internal static CanonicalJsonException Number(string path, string text)
    {
        var shown = text.Length > 40 ? text[..40] + "…" : text;
        return new CanonicalJsonException($"{path}: {shown} {ExactNumber.Reason}; send it as text.", numberNotExact: true, null);
    }

    internal static CanonicalJsonException Text(string path, Exception cause) =>
        new($"{path}: a text is not valid Unicode (a surrogate without its pair).", numberNotExact: false, cause);
}
