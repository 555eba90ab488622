namespace MatchingEngine.OrderEntry;

/// <summary>A session file can't be used; the message says why and what to do.</summary>
public sealed class SessionFileException : Exception
{
    /// <summary>Makes an exception without a message.</summary>
    public SessionFileException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">Why, and what to do.</param>
    public SessionFileException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">Why, and what to do.</param>
    /// <param name="innerException">What happened underneath.</param>
    public SessionFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
