namespace Adaptive.Aeron.Exceptions;

/// <summary>Settings contradict each other or are out of range.</summary>
public class ConfigurationException : AeronException
{
    /// <summary>With a message.</summary>
    /// <param name="message">What happened.</param>
    public ConfigurationException(string message)
        : base(message)
    {
    }
}
