using System.Text;
using Approvals.Web.Tests.Codes;

namespace Approvals.Web.Tests.OpenApi;

/// <summary>Whatever takes JSON takes it strictly, each fault under its code, over real HTTP.</summary>
public sealed class StrictBodyTests(OwnServer server) : IClassFixture<OwnServer>
{
    private static readonly Dictionary<string, (int Status, string Code, byte[] Body)> Faults = new(StringComparer.Ordinal)
    {
        ["no body"] = Json(""),
        ["no object"] = Json("[]"),
        ["null"] = Json("null"),
        ["cut short"] = Json("""{"a":1"""),
        ["two values"] = Json("{} {}"),
        ["a member twice"] = Json("""{"a":1,"a":1}"""),
        ["a member twice, written otherwise"] = Json("""{"a":1,"\u0061":2}"""),
        ["a member twice, deep within"] = Json("""{"x":[{"a":1,"b":2,"a":3}]}"""),
        ["a byte order mark"] = Json("\ufeff{}"),
        ["a comment"] = Json("{}/**/"),
        ["a comma too many"] = Json("""{"a":1,}"""),
        ["a number that is none"] = Json("""{"a":NaN}"""),
        ["a number with zeros before"] = Json("""{"a":01}"""),
        ["a control character"] = Json("{\"a\":\"\t\"}"),
        ["half a surrogate"] = Json("""{"a":"\ud800"}"""),
        ["half a surrogate in a name"] = Json("""{"\udc00":1}"""),
        ["33 levels"] = Json(string.Concat(Enumerable.Repeat("{\"a\":", 32)) + "[]" + new string('}', 32)),
        ["bytes that are no UTF-8"] = (400, "invalid_json", [(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}']),
        ["an overlong slash"] = (400, "invalid_json", [(byte)'{', (byte)'"', 0xc0, 0xaf, (byte)'"', (byte)':', (byte)'1', (byte)'}']),
        ["a surrogate in UTF-8"] = (400, "invalid_json", [(byte)'{', (byte)'"', 0xed, 0xa0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}']),
        ["UTF-16"] = (400, "invalid_json", Encoding.Unicode.GetBytes("{}")),
        ["a number that is not exact"] = (400, "number_not_exact", Encoding.UTF8.GetBytes("""{"a":9007199254740993}""")),
        ["a number that is too large"] = (400, "number_not_exact", Encoding.UTF8.GetBytes("""{"a":[{"b":1e400}]}""")),
        ["more than is taken"] = (413, "body_too_large", Encoding.UTF8.GetBytes($$$"""{"a":"{{{new string('x', (1_024 * 1_024) + (256 * 1_024))}}}"}""")),
    };

    public static TheoryData<string> AllFaults => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(AllFaults))]
    public async Task BodyWithAFault_IsRefusedEverywhere_UnderItsCode(string fault)
    {
        var (status, code, body) = Faults[fault];
        foreach (var operation in ApiDescription.Operations.Where(o => o.TakesJson))
        {
            var path = operation.Path.Replace("{id}", "req_00000000000000000000000000", StringComparison.Ordinal);
            var refused = await server.Client.SendAsync(operation.Method, path, CredentialOf(operation), new ByteArrayContent(body));
            Assert.Equal((operation.Id, status, code), (operation.Id, refused.Status, refused.Code));
        }
    }

    private static (int Status, string Code, byte[] Body) Json(string text) => (400, "invalid_json", Encoding.UTF8.GetBytes(text));

    private string CredentialOf(Operation operation) => operation.Callers[0] switch
    {
        "agent" => server.Demo.AgentKey,
        "person" => server.Demo.Alice,
        _ => server.Demo.Carol,
    };
}
