using System.Security.Claims;

namespace Approvals.Web.Authentication;

/// <summary>An authenticated caller, in the form that ASP.NET Core hands around.</summary>
public sealed class CallerIdentity(Caller caller, string authenticationType) : ClaimsIdentity(authenticationType)
{
    public Caller Caller { get; } = caller;

    public override string Name => Caller.Name;
}
