using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Approvals.Web.Pages;

/// <summary>The fields of a page's form.</summary>
internal static class SmallForm
{
    /// <summary>The longest form, in bytes.</summary>
    private const int MaxBytes = 32 * 1024;

    private static readonly FormOptions Limits = new() { BufferBodyLengthLimit = MaxBytes, KeyLengthLimit = 100, ValueCountLimit = 10, ValueLengthLimit = MaxBytes };

    /// <exception cref="RefusedException">It is no such form, or too long.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true)
        {
            throw new RefusedException(ProblemCode.BadRequest, "This address takes the form of its page.");
        }

        if (request.ContentLength > MaxBytes)
        {
            throw new RefusedException(ProblemCode.BodyTooLarge, $"A form has at most {MaxBytes} bytes.");
        }

        try
        {
            return await new FormFeature(request, Limits).ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw new RefusedException(ProblemCode.BadRequest, $"The form cannot be read, or has more than {MaxBytes} bytes.");
        }
    }
}
