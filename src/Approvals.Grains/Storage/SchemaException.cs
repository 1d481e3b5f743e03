namespace Approvals.Grains.Storage;

/// <summary>The database cannot be used; the message says why.</summary>
public sealed class SchemaException(string message) : Exception(message);
