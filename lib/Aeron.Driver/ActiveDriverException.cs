namespace MatchingEngine.AeronDriver;

/// <summary>The directory is served by another driver that is alive.</summary>
public sealed class ActiveDriverException : Exception
{
    /// <summary>Makes the exception without a message.</summary>
    public ActiveDriverException()
    {
    }

    /// <summary>Makes the exception with a message that names the directory.</summary>
    public ActiveDriverException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception with a message and what led to it.</summary>
    public ActiveDriverException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
