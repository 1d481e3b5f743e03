using System.Collections.Immutable;
using Approvals.Core.Json;
using Approvals.Core.Policies.Reading;

namespace Approvals.Core.Policies;

/// <summary>Reads a document of YAML (or JSON, which is YAML) that stands for a JSON object, as strictly as policies are read.</summary>
public static class YamlObject
{
    /// <param name="source">The document.</param>
    /// <param name="errors">What is wrong with it, each with its place.</param>
    /// <returns>Null where there are errors.</returns>
    public static CanonicalJson? Read(string source, out ImmutableArray<PolicyError> errors)
    {
        var problems = new PolicyErrors();
        var root = YamlComposer.Compose(source, problems);
        var read = root is null || problems.Any ? null : JsonReader.ReadObject(root, "the document", problems);
        errors = problems.InOrder();
        return errors.IsEmpty ? read : null;
    }
}
