namespace Adaptive.Aeron.Exceptions;

/// <summary>The driver has taken this client for dead.</summary>
public class ClientTimeoutException : AeronTimeoutException
{
    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    public ClientTimeoutException(string message)
        : base(message, Category.FATAL)
    {
    }
}
