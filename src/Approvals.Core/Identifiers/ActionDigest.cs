using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>
/// What reviewers approve and the executor must present: <c>sha256:</c> and the hex SHA-256 of the RFC 8785 form
/// of <c>{tool, args, environment}</c> (an absent environment is left out).
/// </summary>
[JsonConverter(typeof(IdentifierConverter<ActionDigest>))]
public sealed record ActionDigest : ITextValue<ActionDigest>
{
    private ActionDigest(ContentHash hash) => Value = hash.Value;

    public string Value { get; }

    public static ActionDigest Of(ReadOnlySpan<byte> canonicalAction) => new(ContentHash.Of(canonicalAction));

    public static ActionDigest? Parse(string? text) =>
        ContentHash.Parse(text) is { } hash ? new ActionDigest(hash) : null;

    public override string ToString() => Value;
}
