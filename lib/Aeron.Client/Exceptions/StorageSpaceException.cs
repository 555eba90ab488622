namespace Adaptive.Aeron.Exceptions;

/// <summary>There is no room on the file system.</summary>
public class StorageSpaceException : AeronException
{
    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    public StorageSpaceException(string message)
        : base(message)
    {
    }
}
