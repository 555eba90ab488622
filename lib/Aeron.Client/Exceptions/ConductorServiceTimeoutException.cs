namespace Adaptive.Aeron.Exceptions;

/// <summary>The client's conductor was not run for longer than the driver waits.</summary>
public class ConductorServiceTimeoutException : AeronTimeoutException
{
    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    public ConductorServiceTimeoutException(string message)
        : base(message, Category.FATAL)
    {
    }
}
