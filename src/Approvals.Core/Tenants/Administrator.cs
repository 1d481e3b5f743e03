using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>Who acts for a tenant as an admin.</summary>
[JsonDerivedType(typeof(Person), "person")]
[JsonDerivedType(typeof(Key), "key")]
public abstract record Administrator
{
    private Administrator()
    {
    }

    /// <summary>Somebody with the role <c>admin</c>.</summary>
    public sealed record Person(ReviewerId Id) : Administrator;

    /// <summary>A program with an admin's key.</summary>
    public sealed record Key(KeyId Id) : Administrator;
}
