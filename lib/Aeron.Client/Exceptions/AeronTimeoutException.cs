namespace Adaptive.Aeron.Exceptions;

/// <summary>Something took too long.</summary>
public class AeronTimeoutException : AeronException
{
    /// <summary>Without a message.</summary>
    public AeronTimeoutException()
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    public AeronTimeoutException(string message)
        : base(message)
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="category">How bad it is.</param>
    public AeronTimeoutException(string message, Category category)
        : base(message, category)
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    public AeronTimeoutException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">What caused it.</param>
    /// <param name="category">How bad it is.</param>
    public AeronTimeoutException(string message, Exception innerException, Category category)
        : base(message, innerException, category)
    {
    }
}
