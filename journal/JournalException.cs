namespace MatchingEngine.Journal;

/// <summary>A journal can't be opened or used as asked.</summary>
public sealed class JournalException : Exception
{
    /// <summary>Without a cause in the files.</summary>
    /// <param name="message">What can't be done, and why.</param>
    public JournalException(string message)
        : base(message)
    {
    }

    /// <summary>Without a cause in the files, by way of another error.</summary>
    /// <param name="message">What can't be done, and why.</param>
    /// <param name="innerException">The other error.</param>
    public JournalException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Because of something found in the files.</summary>
    /// <param name="problem">What was found.</param>
    public JournalException(JournalProblem problem)
        : base(problem.ToString()) => Problem = problem;

    /// <summary>What was found in the files; null when the cause is elsewhere.</summary>
    public JournalProblem? Problem { get; }
}
