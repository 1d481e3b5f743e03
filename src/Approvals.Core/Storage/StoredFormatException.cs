namespace Approvals.Core.Storage;

/// <summary>A stored record cannot be read: a newer version wrote it, or it is damaged. It is never guessed at.</summary>
public sealed class StoredFormatException(string message, Exception? cause = null) : Exception(message, cause);
