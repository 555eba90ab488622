namespace Adaptive.Aeron.Exceptions;

/// <summary>A context has been concluded before; each client needs one of its own.</summary>
public class ConcurrentConcludeException : AeronException
{
    /// <summary>Without a message.</summary>
    public ConcurrentConcludeException()
        : base("a context can be used once only")
    {
    }
}
