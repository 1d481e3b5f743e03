namespace Approvals.Web.OpenApi;

/// <summary>A body's shape, and a body of it.</summary>
internal sealed record DocumentedBody(Type Shape, string Example);
