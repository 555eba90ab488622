namespace MatchingEngine.Pipeline;

/// <summary>A write or a sync of the journal failed for good; the engine stops.</summary>
public sealed class JournalFailedException : Exception
{
    /// <summary>Makes the exception.</summary>
    public JournalFailedException(string message) : base(message)
    {
    }
}
