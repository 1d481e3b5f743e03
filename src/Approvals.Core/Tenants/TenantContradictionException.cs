namespace Approvals.Core.Tenants;

/// <summary>A change would leave entries of a directory that cannot stand together. The message says which.</summary>
public sealed class TenantContradictionException(string message) : Exception(message);
