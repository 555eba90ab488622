namespace Adaptive.Aeron.Exceptions;

/// <summary>The driver does not answer or has ended.</summary>
public class DriverTimeoutException : AeronTimeoutException
{
    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    public DriverTimeoutException(string message)
        : base(message, Category.FATAL)
    {
    }
}
