using System.Globalization;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Bodies;

/// <summary>Takes the known parameters out of a query; <see cref="RefuseTheRest"/> then refuses every other one.</summary>
internal sealed class QueryReader(HttpRequest request)
{
    /// <summary>The longest time that an answer is held.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private const int MaxLength = 256;
    private const int MaxKeyLength = 255;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The parameter <c>wait</c>, in seconds; zero where it is absent.</summary>
    public TimeSpan Wait() => TimeSpan.FromSeconds(Number("wait", 0, (int)LongestWait.TotalSeconds) ?? 0);

    /// <summary>Which part of a list: the parameters <c>after</c> and <c>limit</c>.</summary>
    public (string? After, int Limit) Place() => (Text("after"), Number("limit", 1, Paging.MaxLimit) ?? Paging.StandardLimit);

    public int? Number(string name, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        // .NET takes NULs behind a number for nothing.
        return text.All(char.IsAsciiDigit) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
            ? number
            : throw Invalid(name, $"is a whole number from {least} to {most}");
    }

    /// <summary>Whether the parameter is <c>true</c>; absent, it is not.</summary>
    public bool Flag(string name) => Text(name) switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw Invalid(name, "is true or false"),
    };

    public string? Text(string name)
    {
        _known.Add(name);
        return request.Query[name] switch
        {
            [] => null,
            [{ Length: <= MaxLength } text] => text.Length == 0 ? null : text,
            _ => throw Invalid(name, $"stands once and has at most {MaxLength} characters"),
        };
    }

    /// <exception cref="RefusedException">There is a parameter that nobody took.</exception>
    public void RefuseTheRest()
    {
        if (request.Query.Keys.FirstOrDefault(k => !_known.Contains(k)) is { } unknown)
        {
            throw new RefusedException(
                ProblemCode.InvalidParameter,
                _known.Count == 0
                    ? $"The query parameter '{unknown}' is not known here; this call takes none."
                    : $"The query parameter '{unknown}' is not known here. Known: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }

    /// <summary>The header <c>Idempotency-Key</c>: 1 to 255 visible ASCII characters; null where it is absent.</summary>
    public static string? IdempotencyKey(HttpRequest request) => request.Headers["Idempotency-Key"] switch
    {
        [] => null,
        [{ Length: > 0 and <= MaxKeyLength } key] when key.All(c => c is > ' ' and < '\x7f') => key,
        _ => throw new RefusedException(
            ProblemCode.InvalidParameter, $"The header 'Idempotency-Key' stands once and has 1 to {MaxKeyLength} visible ASCII characters."),
    };

    public static RefusedException Invalid(string name, string rule) =>
        new(ProblemCode.InvalidParameter, $"The query parameter '{name}' {rule}.");
}
