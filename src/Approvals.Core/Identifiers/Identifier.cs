using System.Diagnostics.CodeAnalysis;

namespace Approvals.Core.Identifiers;

/// <summary>
/// A name that people or programs gave to something of a tenant: 1 to 128 of <c>A-Z a-z 0-9 . _ : @ -</c>,
/// the first a letter or a digit. Compared ordinally.
/// </summary>
public abstract record Identifier
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>A name that is known to be one.</summary>
    /// <exception cref="ArgumentException">The text is not such a name; ask <see cref="IsValid"/> first.</exception>
    protected Identifier(string value)
    {
        if (!IsValid(value))
        {
            throw new ArgumentException($"'{value}' is not a name: {Rule}.", nameof(value));
        }

        Value = value;
    }

    /// <summary>The rule in words, for errors.</summary>
    public static string Rule => "1 to 128 of A-Z a-z 0-9 . _ : @ -, beginning with a letter or a digit";

    public string Value { get; }

    public static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength } || !char.IsAsciiLetterOrDigit(text[0]))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or ':' or '@' or '-'))
            {
                return false;
            }
        }

        return true;
    }

    public sealed override string ToString() => Value;
}
