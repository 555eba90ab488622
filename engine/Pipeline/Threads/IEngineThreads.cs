namespace MatchingEngine.Pipeline;

/// <summary>A running thread layout.</summary>
internal interface IEngineThreads
{
    /// <summary>Starts the threads.</summary>
    void Start();

    /// <summary>
    /// Ends the threads once every command that was admitted is journaled, applied and released, or at once when the
    /// engine has a fault or its journal is stalled. The port refuses new commands already.
    /// </summary>
    void Stop();
}
