using System.Globalization;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Bodies;

/// <summary>What must be there for a PUT or DELETE to be carried out (RFC 9110, section 13.1).</summary>
internal abstract record Precondition
{
    private const string Rule =
        "The header 'If-Match' holds the ETag that you saw, such as \"3\", or * for whatever is there; 'If-None-Match' holds * for nothing. Send one of them at the most.";

    private Precondition()
    {
    }

    /// <summary>Whether it is met.</summary>
    /// <param name="tag">The entity tag of what is there; null where nothing is.</param>
    public abstract bool Allows(string? tag);

    /// <exception cref="RefusedException">The headers hold something else.</exception>
    public static Precondition Read(HttpRequest request) => (request.Headers.IfMatch, request.Headers.IfNoneMatch) switch
    {
        ([], []) => new Whatever(),
        (["*"], []) => new Something(),
        ([], ["*"]) => new Nothing(),
        ([{ Length: > 2 and <= 100 } tag], []) when tag[0] == '"' && !tag[1..^1].Contains('"') && tag[^1] == '"' => new Exactly(tag),
        _ => throw Invalid(),
    };

    public static RefusedException Invalid() => new(ProblemCode.InvalidParameter, Rule);

    /// <summary>The caller does not care.</summary>
    public sealed record Whatever : Precondition
    {
        public override bool Allows(string? tag) => true;
    }

    /// <summary><c>If-Match: *</c>.</summary>
    public sealed record Something : Precondition
    {
        public override bool Allows(string? tag) => tag is not null;
    }

    /// <summary><c>If-None-Match: *</c>.</summary>
    public sealed record Nothing : Precondition
    {
        public override bool Allows(string? tag) => tag is null;
    }

    /// <summary><c>If-Match</c> with this tag, quotes and all.</summary>
    public sealed record Exactly(string Tag) : Precondition
    {
        public override bool Allows(string? tag) => tag == Tag;

        /// <summary>The tag as a version, for what has such.</summary>
        public int AsVersion() => int.TryParse(Tag.AsSpan(1, Tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw Invalid();
    }
}
