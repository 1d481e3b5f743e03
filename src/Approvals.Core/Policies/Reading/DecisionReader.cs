namespace Approvals.Core.Policies.Reading;

/// <summary>Reads the words <c>allow</c>, <c>deny</c> and <c>escalate</c>.</summary>
internal static class DecisionReader
{
    private static readonly string[] Words = ["allow", "deny", "escalate"];

    /// <summary>The decision; where the word is none, deny and an error.</summary>
    public static PolicyDecision Read(YamlNode node, string key, PolicyErrors errors)
    {
        var word = (node as YamlNode.Scalar)?.Text;
        switch (word)
        {
            case "allow":
                return PolicyDecision.Allow;
            case "deny":
                return PolicyDecision.Deny;
            case "escalate":
                return PolicyDecision.Escalate;
            default:
                var found = word is null ? node.Kind : $"'{word}'{NearestWord.Hint(word, Words)}";
                errors.Add(node.At, $"'{key}' is allow, deny or escalate, not {found}.");
                return PolicyDecision.Deny;
        }
    }
}
