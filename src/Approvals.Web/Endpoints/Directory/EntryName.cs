using Approvals.Core.Identifiers;
using Approvals.Web.Bodies;
using Approvals.Web.Problems;

namespace Approvals.Web.Endpoints.Directory;

/// <summary>The names of entries in addresses.</summary>
internal static class EntryName
{
    /// <exception cref="RefusedException">Nothing can be called so.</exception>
    public static T Parse<T>(string text)
        where T : Identifier, ITextValue<T> => T.Parse(text) ?? throw JsonObjectReader.Invalid("id", $"in the address is {Identifier.Rule}");

    public static RefusedException NotFound() => new(ProblemCode.NotFound, ApiProblem.NothingOfThisName);
}
