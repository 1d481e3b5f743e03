using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;

namespace Approvals.Core.Receipts;

/// <summary>
/// What happened to one request, from the asking to the result, as one JSON document in canonical form (RFC 8785).
/// The member <c>hash</c> is <c>sha256:</c> and the hex SHA-256 of the document without it.
/// </summary>
public sealed record Receipt(CanonicalJson Document, ContentHash Hash)
{
    /// <summary>The receipt of the request as it stands. Equal states have equal receipts, whichever engine they are in.</summary>
    public static Receipt Of(ApprovalRequest request)
    {
        var document = ReceiptDocument.Of(request);
        var hash = ContentHash.Of(CanonicalJson.GetBytes(ToElement(document)));
        document["hash"] = hash.Value;
        return new Receipt(CanonicalJson.Create(ToElement(document)), hash);
    }

    private static JsonElement ToElement(JsonObject document) => JsonElement.Parse(document.ToJsonString());
}
