namespace Adaptive.Agrona.Concurrent;

/// <summary>Thrown by an agent that wants to end.</summary>
public class AgentTerminationException : Exception
{
    /// <summary>Ends without a reason.</summary>
    public AgentTerminationException()
    {
    }

    /// <summary>Ends with a reason.</summary>
    /// <param name="message">The reason.</param>
    public AgentTerminationException(string message)
        : base(message)
    {
    }

    /// <summary>Ends because of an error.</summary>
    /// <param name="innerException">The error.</param>
    public AgentTerminationException(Exception innerException)
        : base(innerException.Message, innerException)
    {
    }
}
