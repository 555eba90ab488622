namespace MatchingEngine.Tools.Flow;

/// <summary>A commands or fills file has a line that is not of its form.</summary>
public sealed class FlowFormatException : Exception
{
    /// <summary>Names file and line.</summary>
    public FlowFormatException(string path, int line, string expected)
        : base($"{path}:{line}: not a line of the form {expected}.")
    {
    }
}
