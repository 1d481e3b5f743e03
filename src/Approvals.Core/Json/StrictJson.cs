using System.Text.Json;
using System.Text.Unicode;

namespace Approvals.Core.Json;

/// <summary>
/// Reads JSON (RFC 8259) that comes from outside: UTF-8 without fault, no comments, no trailing commas, no member
/// twice, at most <see cref="MaxDepth"/> levels.
/// </summary>
public static class StrictJson
{
    /// <summary>The deepest nesting; the outermost value is level 1.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <exception cref="JsonException">It is not such JSON; the message says where.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new JsonException("The text is not valid UTF-8.");
        }

        try
        {
            return JsonElement.Parse(utf8, Options);
        }
        catch (InvalidOperationException e)
        {
            // The search for duplicates reads the members' names, escapes and all.
            throw new JsonException("A member's name is not valid Unicode (a surrogate without its pair).", e);
        }
    }
}
